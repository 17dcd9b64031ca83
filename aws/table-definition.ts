/** What an attribute of a key may be: text, number, bytes. */
export const attributeTypes = ["S", "N", "B"] as const;

/**
 * An attribute of a key.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeDefinition.html
 */
export interface KeyAttribute {
    readonly name: string;
    readonly type: (typeof attributeTypes)[number];
}

/** How items are found. */
export interface TableKeys {
    /** By which items are spread. */
    readonly partitionKey: KeyAttribute;

    /** By which items of one partition key are sorted; undefined where there is one item for each. */
    readonly sortKey: KeyAttribute | undefined;
}

/** How a DynamoDB table is made. */
export interface TableDefinition extends TableKeys {
    /** Global secondary indexes by name, each with every attribute. */
    readonly indexes: Readonly<Record<string, TableKeys>>;

    /** Attribute with the second since 1970 after which DynamoDB deletes an item; undefined where it deletes none. */
    readonly timeToLive: string | undefined;
}

/** Attributes of the table's keys and of its indexes' keys, each once: DynamoDB wants to be told of no other. */
export function keyAttributes(definition: TableDefinition): KeyAttribute[] {
    return [...new Map(listKeyAttributes(definition).map((each) => [each.name, each])).values()];
}

/** Attributes that are given two types. */
export function findAmbiguousAttributes(definition: TableDefinition): string[] {
    const types = new Map(keyAttributes(definition).map(({ name, type }) => [name, type]));
    const ambiguous = listKeyAttributes(definition).filter(({ name, type }) => types.get(name) !== type);
    return [...new Set(ambiguous.map(({ name }) => name))];
}

function listKeyAttributes(definition: TableDefinition): KeyAttribute[] {
    return [definition, ...Object.values(definition.indexes)].flatMap(({ partitionKey, sortKey }) =>
        sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
    );
}
