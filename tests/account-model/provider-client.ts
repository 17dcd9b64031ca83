import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import type { Message } from "google-protobuf";
import { ProviderDouble } from "../support/provider-double";
import { structOf, valuesOf } from "../support/wire";
import type { Values } from "./type-model";

/** A resource as an engine keeps it. */
export interface Kept {
    readonly type: string;
    readonly id: string;
    readonly inputs: Values;
    readonly state: Values;
}

/** What a diff shows: properties that change, and those that replace the resource. */
export interface Difference {
    readonly changes: readonly string[];
    readonly replaces: readonly string[];
    readonly deletesFirst: boolean;
}

/** Does by gRPC what an engine does with a provider. Each method ends with the provider's error, if it refuses. */
export class ProviderClient {
    public readonly aws = new ProviderDouble();
    private client?: ResourceProviderClient;

    public async open(): Promise<void> {
        const [, port = ""] = (await this.aws.start()).split(":");
        this.client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
        const args = {
            region: "us-east-1",
            allowedAccountIds: '["920013187591"]',
            defaultTags: '{"tags":{"ManagedBy":"pulumi"}}',
            ignoreTags: '{"keys":["spotter:verdict"]}',
        };
        await this.call("configure", new provider.ConfigureRequest().setArgs(structOf(args)));
    }

    public close(): void {
        this.client?.close();
        this.aws.stop();
    }

    public async create(type: string, inputs: Values, name = "web"): Promise<Kept> {
        const request = new provider.CreateRequest().setUrn(urnOf(type, name)).setType(type).setName(name);
        const made = await this.call<provider.CreateResponse>("create", request.setProperties(structOf(inputs)));
        return { type, id: made.getId(), inputs, state: valuesOf(made.getProperties()) };
    }

    public async update({ type, id, inputs, state }: Kept, asked: Values): Promise<Kept> {
        const request = new provider.UpdateRequest().setUrn(urnOf(type)).setType(type).setName("web").setId(id);
        request.setOlds(structOf(state)).setOldInputs(structOf(inputs)).setNews(structOf(asked));
        const changed = await this.call<provider.UpdateResponse>("update", request);
        return { type, id, inputs: asked, state: valuesOf(changed.getProperties()) };
    }

    public async delete({ type, id, inputs, state }: Kept): Promise<void> {
        const request = new provider.DeleteRequest().setUrn(urnOf(type)).setType(type).setName("web").setId(id);
        await this.call("delete", request.setOldInputs(structOf(inputs)).setProperties(structOf(state)));
    }

    /** Of what would be asked for instead. */
    public async diff({ type, id, inputs, state }: Kept, asked: Values): Promise<Difference> {
        const request = new provider.DiffRequest().setUrn(urnOf(type)).setType(type).setName("web").setId(id);
        request.setOlds(structOf(state)).setOldInputs(structOf(inputs)).setNews(structOf(asked));
        const found = await this.call<provider.DiffResponse>("diff", request);
        return {
            changes: found.getDiffsList().sort(),
            replaces: found.getReplacesList().sort(),
            deletesFirst: found.getDeletebeforereplace(),
        };
    }

    /** Undefined where it is gone. */
    public refresh({ type, id, inputs, state }: Kept): Promise<Kept | undefined> {
        return this.read(type, id, inputs, state);
    }

    /** Undefined where there is none. */
    public import(type: string, id: string): Promise<Kept | undefined> {
        return this.read(type, id, {}, {});
    }

    private async read(type: string, id: string, inputs: Values, state: Values): Promise<Kept | undefined> {
        const request = new provider.ReadRequest().setUrn(urnOf(type)).setType(type).setName("web").setId(id);
        request.setInputs(structOf(inputs)).setProperties(structOf(state));
        const found = await this.call<provider.ReadResponse>("read", request);
        const read = { type, id: found.getId(), inputs: valuesOf(found.getInputs()), state: valuesOf(found.getProperties()) };
        return read.id === "" ? undefined : read;
    }

    private call<T extends Message>(method: string, request: Message): Promise<T> {
        const client = this.client as unknown as Record<
            string,
            (request: Message, done: (error: grpc.ServiceError | null, answer: T) => void) => void
        >;
        return new Promise((resolve, reject) => {
            client[method]?.call(client, request, (error, answer) => {
                if (error === null) {
                    resolve(answer);
                } else {
                    reject(new Error(error.details));
                }
            });
        });
    }
}

function urnOf(type: string, name = "web"): string {
    return `urn:pulumi:test::test::${type}::${name}`;
}
