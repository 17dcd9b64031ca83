import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { environment } from "@/environment/environment";

export interface Mail {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
}

let client: SESv2Client | undefined;

/** Sends a mail, or answers `off` where no sender is configured. */
export async function sendMail({ to, subject, text }: Mail): Promise<"sent" | "off"> {
    const { mail } = environment();
    if (mail === undefined) {
        return "off";
    }
    client ??= new SESv2Client({
        region: mail.region,
        maxAttempts: 1,
        requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    });
    const name = mail.from.name.replace(/["\\\r\n]/g, "");
    await client.send(
        new SendEmailCommand({
            FromEmailAddress: `"${name}" <${mail.from.address}>`,
            ReplyToAddresses: mail.replyTo ? [mail.replyTo] : undefined,
            ConfigurationSetName: mail.configurationSet,
            Destination: { ToAddresses: [to] },
            Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
        }),
    );
    return "sent";
}
