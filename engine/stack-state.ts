import * as pulumi from "@pulumi/pulumi";
import { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource that the stack has, as far as it is read. */
export interface StateResource {
    /** URN, which has the types of its parents in it. */
    readonly urn: string;

    /** Type token. */
    readonly type: string;

    /** Its properties; they are never shown, as there may be secrets among them. */
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** Reads what the stack has, from its state; undefined where the engine does not tell. */
export type ReadState = () => Promise<readonly StateResource[] | undefined>;

/**
 * Makes the state readable from a hook. The engine answers the question by a provider of its own, which it starts with the
 * first question; were that one asked by a hook, the start could wait for the hook and the hook for the start.
 */
export async function openStackState(): Promise<ReadState> {
    const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
    const isAnswered = await ask("pulumi:pulumi:getResource", { urn: await findOwnUrn() }).then(
        () => true,
        () => false,
    );
    return async () => {
        if (!isAnswered) {
            return undefined;
        }
        const answer = await askFor(project, stack).catch(() => undefined);
        const resources = (answer?.outputs ?? {}) as Readonly<Record<string, Omit<StateResource, "urn">>>;
        return answer && Object.entries(resources).map(([urn, resource]) => ({ urn, ...resource }));
    };
}

/** @throws where there is no organization, as in an offline preview */
async function askFor(project: string, stack: string): Promise<Readonly<Record<string, unknown>>> {
    const stackName = `${pulumi.getOrganization()}/${project}/${stack}`;
    return ask("pulumi:pulumi:readStackResourceOutputs", { stackName });
}

/** The engine refuses the question for a stack that it has not registered yet, which goes on beside the program. */
function findOwnUrn(): Promise<string> {
    return new Promise((resolve) => {
        const own = pulumi.runtime.getStackResource();
        if (own === undefined) {
            resolve("");
        } else {
            own.urn.apply(resolve);
        }
    });
}

/**
 * Asks the engine itself. `pulumi.runtime.invoke` would take the references to resources that some components have in their
 * outputs for resources of this program.
 */
function ask(token: string, args: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
    const monitor = pulumi.runtime.getMonitor();
    const request = new ResourceInvokeRequest().setTok(token).setArgs(Struct.fromJavaScript(args));
    return new Promise((resolve, reject) => {
        if (monitor === undefined) {
            reject(new Error("there is no engine"));
            return;
        }
        monitor.invoke(request, (error, response) =>
            error === null ? resolve(response.getReturn()?.toJavaScript() ?? {}) : reject(error),
        );
    });
}
