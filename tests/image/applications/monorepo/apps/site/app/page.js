import { greeting } from "@monorepo/words";

export default function Page() {
    return <h1>{greeting}</h1>;
}
