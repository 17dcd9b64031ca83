/** An event without the service that all of them begin with: `(service spotter-web) has reached a steady state.` */
export function describeEvent(message: string, service: string): string {
    const prefix = `(service ${service}) `;
    return message.startsWith(prefix) ? message.slice(prefix.length) : message;
}
