import { PrismaAdapter } from "@auth/prisma-adapter";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { Adapter } from "next-auth/adapters";
import type { SqliteSettings } from "@/environment/sections";
import { Prisma, PrismaClient } from "@/generated/prisma/client";
import { migrate } from "./migrate";
import type { Store } from "../store";
import { newId } from "../workout";

/** The store of a single machine. With two processes on two machines each would have users of its own. */
export function sqliteStore({ file }: SqliteSettings): Store {
    migrate(file);
    const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${file}` }) });
    return {
        adapter: PrismaAdapter(prisma) as Adapter,
        async register({ name, email, passwordHash }) {
            try {
                await prisma.user.create({ data: { name, email, password: { create: { hash: passwordHash } } } });
                return "registered";
            } catch (error) {
                if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
                    return "taken"; // the address is unique
                }
                throw error;
            }
        },
        async credentialsOf(email) {
            const user = await prisma.user.findUnique({ where: { email }, include: { password: true } });
            return user?.password
                ? { user: { id: user.id, name: user.name, email }, passwordHash: user.password.hash }
                : undefined;
        },
        async addWorkout(userId, workout) {
            await prisma.workout.create({ data: { id: newId(), userId, ...workout } });
        },
        async workoutsOf(userId, atMost, before) {
            const [date = "", id = ""] = before?.split("#") ?? [];
            const older = before === undefined ? {} : { OR: [{ date: { lt: date } }, { date, id: { lt: id } }] };
            const rows = await prisma.workout.findMany({
                where: { userId, ...older },
                orderBy: [{ date: "desc" }, { id: "desc" }],
                take: atMost,
                omit: { userId: true },
            });
            return rows.map((row) => ({ ...row, id: `${row.date}#${row.id}` }));
        },
        async deleteWorkout(userId, dateAndId) {
            const [date, id] = dateAndId.split("#");
            await prisma.workout.deleteMany({ where: { userId, date, id } });
        },
        async check() {
            await prisma.user.findFirst({ select: { id: true } });
        },
    };
}
