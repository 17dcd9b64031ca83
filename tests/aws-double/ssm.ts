import type { AccountState } from "./account";
import { page } from "./limits";
import { refuse, type Answers } from "./protocol";

/** Values that one filter takes. */
const maxFilterValues = 50;

/** Names that one call reads at most. */
const maxNames = 10;

export function ssm({ parameters, parameterPrefix, pageSize }: AccountState): Answers {
    const whole = (name: string) => (name.startsWith("/") ? name : `${parameterPrefix}/${name}`);
    const all = () => [...parameters].map(([name, parameter]) => ({ name: whole(name), parameter }));
    return {
        DescribeParameters: (input) => {
            const [{ Key, Values }] = input.ParameterFilters as [{ readonly Key: string; readonly Values: readonly string[] }];
            if (Values.length > maxFilterValues) {
                refuse("ValidationException", "Member must have length less than or equal to 50");
            }
            const below = all().filter(({ name }) =>
                Key === "Name" ? Values.includes(name) : Values.some((path) => name.startsWith(`${path}/`)),
            );
            const { items, next } = page("DescribeParameters", below, input, pageSize);
            const found = items.map(({ name, parameter: { type, version, modifiedAt, keyId } }) => ({
                Name: name,
                Type: type,
                Version: version,
                KeyId: keyId,
                LastModifiedDate: modifiedAt === undefined ? undefined : modifiedAt / 1000,
            }));
            return { Parameters: found, NextToken: next };
        },
        GetParameters: ({ Names }) => ({
            Parameters: ((Names as string[]).length > maxNames
                ? refuse(
                      "ValidationException",
                      "Value at 'names' failed to satisfy constraint: Member must have length less than or equal to 10",
                  )
                : all()
            )
                .filter(({ name }) => (Names as string[]).includes(name))
                .map(({ name, parameter: { type, value } }) => ({ Name: name, Value: value, Type: type })),
        }),
        PutParameter: ({ Name, Value, Type, Overwrite }) => {
            const key = [...parameters.keys()].find((name) => whole(name) === Name);
            const before = key === undefined ? undefined : parameters.get(key);
            if (before !== undefined && Overwrite !== true) {
                refuse("ParameterAlreadyExists", "The parameter already exists.");
            }
            const version = (before?.version ?? 0) + 1;
            const own = String(Name).replace(`${parameterPrefix}/`, "");
            parameters.set(key ?? own, { type: String(Type), version, value: String(Value), modifiedAt: Date.now() });
            return { Version: version };
        },
    };
}
