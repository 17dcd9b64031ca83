import * as assert from "node:assert/strict";
import { Visitor } from "./visitor";

export const person = { name: "Ada", email: "ada@example.com", password: "correct horse battery staple" };

/** Registers, signs in and logs a workout, as somebody does who comes for the first time. */
export async function signInRoundTrip(origin: string, email = person.email): Promise<void> {
    const visitor = new Visitor(origin);
    assert.equal((await visitor.post("/api/register", { ...person, email })).status, 204);
    assert.equal((await visitor.signIn(email, "not the password")).status, 401);
    assert.equal((await visitor.signIn(email, person.password)).status, 200);
    const workout = { date: "2026-11-20", activity: "Rowing", minutes: "30", note: "by the river" };
    const logged = await visitor.post("/api/workouts", workout);
    assert.deepEqual([logged.status, logged.headers.get("location")], [303, "/workouts?notice=added"]);
    const page = await (await visitor.get("/workouts")).text();
    assert.ok(page.includes("by the river") && page.includes(person.name));
}
