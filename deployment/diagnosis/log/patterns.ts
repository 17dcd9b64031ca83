/*
 * What the lines of a log are told by. The texts were seen in logs of real programs; tests/deployment/diagnosis/log has
 * them whole.
 */

/** A line of a stack: Node's, Bun's, Java's and .NET's; Python's; Go's; Ruby's; of native code; Rust's. */
export const frame =
    /^\s+at\s+\S|^\s+(?:- )?\.{3} \d+ |^\s+File ".*", line \d+|^\t\S+\.go:\d+|^\s+from \S+:\d+|^\s*#\d+ \S|^\s*\d+: 0x[0-9a-f]+ |^\s+\d+: \S+::/;

/** The beginning of Python's stack, which stands above its error. */
export const traceback = /^\s*(?:\| |\+ )?\s*(?:Exception Group )?Traceback \(most recent call last\)/;

/** A frame of the runtime or of a library. */
export const foreignFrame =
    /node:|node_modules|ignore-listed|<anonymous>\)?(?: \{)?$|\bext:|\(native\)|\[native code\]|internal\/|site-packages|dist-packages|lib\/python|\/usr\/local\/go\/|goroutine|\/gems\/|\bjava\.base|\b(?:sun|jdk|java|javax|jakarta|kotlin|scala)\.|org\.(?:springframework|apache|hibernate)|System\.|Microsoft\.|frozen importlib/;

/** The line under a source line that shows where: Node's, Bun's, Python's. */
export const caret = /^\s*[\^~]*\^[\^~]*\s*$/;

/** The file and line that Node shows above the source line. */
export const sourceLocation = /^(?:file:\/\/|node:|\/|[A-Z]:\\|\.{0,2}\/|webpack)[^\s]*:\d+$|^evalmachine|^\[eval\]:\d+$/;

/** The kind of an error, in one word, at the beginning of what it says. */
const kindName = String.raw`(?:[A-Za-z_$][\w$]*(?:\.|::))*(?:[A-Z][\w$]*)?(?:Error|Exception|Rejection|Failure|Fault)`;
export const kind = new RegExp(
    String.raw`(?:^|[\s(\[{"'>])(?:Uncaught )?\[?(${kindName})(?: \[[\w.]+\])?(?: \([^)]*\))?(?:: *|\]|$)`,
);

/** A header whose message stands below, as Prisma's. */
export const emptyHeader = new RegExp(String.raw`^(?:Uncaught )?${kindName}:\s*(?:P\d{4})?$`);

/** What ends a process, or says that it has: whatever else is logged comes second. */
export const fatal: readonly RegExp[] = [
    /^FATAL ERROR: |^# Fatal error|^Fatal (?:JavaScript|process|Python) \w+/,
    /^panic: |^fatal error: |^thread '.*' panicked at|^\s*\*\* \(\w[\w.]*\) /,
    /^Exception in thread |^Unhandled exception|^Uncaught |^APPLICATION FAILED TO START|^PHP Fatal error|^terminate called/i,
    /^\S+\.rb:\d+:in .*\((?:[\w:]+)\)$/,
    /^(?:Segmentation fault|Illegal instruction|Bus error|Trace\/breakpoint trap|Floating point exception)/i,
    /^(?:free\(\)|malloc\(\)|double free|corrupted |munmap_chunk|\*\*\* stack smashing)/,
    /error while loading shared libraries|^Error (?:loading|relocating) |version `\w+_[\d.]+' not found|symbol lookup error/,
    /executable file not found|exec format error|^\[FATAL tini/i,
    /(?:^|[ /])(?:ba|a|da|z)?sh: .*(?:not found|can't open|Permission denied|No such file|cannot execute|syntax error)/i,
    /^(?:\/usr\/bin\/)?(?:env|exec|dumb-init|su-exec|gosu|tini|\[dumb-init\])\b.*(?:no such file|not found|permission denied)/i,
    /^\/\S+: (?:line )?\d+: .*(?:not found|Permission denied|No such file|unbound variable|parameter not set|syntax error)/i,
    /^\S*node: (?:bad option|.*is not allowed in NODE_OPTIONS|.*: not found|cannot open)/,
    /^SyntaxError: |^IndentationError: /,
];

/** What wraps a process says only that it has ended. */
export const wrapper =
    /exited with|exit(?:ed)?,? (?:code|status|signal)|Command failed|ELIFECYCLE|ERR_PNPM_RECURSIVE|app crashed|worker .*(?:died|exited)|process (?:has )?(?:exited|died|crashed)|Exiting with error|exiting\.{0,3}$|^error Command|Worker failed to boot|Shutting down|Lifecycle script/i;

/** Lines of npm about the command that it ran, and not of npm's own failures. */
export const npmWrapper =
    /^(?:code \w|errno|path |workspace |location |command |signal |syscall |Exit status|A complete log|\s*\/\S+\.log$|Failed at the |This is probably not|Lifecycle script|in workspace|To see a list|Did you mean|\s+npm |\S+@\S+ \S+: `|$)/;

/** Harmless, whatever words are in it: warnings of the runtime, notices, news, and what a process says at its end. */
export const noise: readonly RegExp[] = [
    /DeprecationWarning|ExperimentalWarning|\(node:\d+\) (?:Warning|\[\w+\])|\(Use `node --trace|MaxListenersExceeded|NODE_TLS_REJECT_UNAUTHORIZED/,
    /^(?:npm|pnpm|yarn) (?:notice|warn)\b|^\s*WARN\s+deprecated|^npm (?:timing|info|http|verb|sill)\b/i,
    /telemetry|anonymous (?:usage|data)|opt-out|opt out|usage data/i,
    /update available|new (?:major|minor|patch) version|caniuse-lite|browserslist|baseline-browser-mapping/i,
    /^[\s│┌└├─┐┘┤|+=*-]+$|^[│┃║]/,
    /\bSIG(?:TERM|INT|QUIT|HUP)\b|^Terminated$|graceful|shutting down|^\s*(?:closing|closed|stopping|stopped|draining|drained|bye)\b/i,
    /^Node\.js v\d|^Bun v\d|^Deno \d/,
    /\b(?:no|0|without) (?:errors?|failures?|failed)\b|error (?:reporting|tracking|handler|monitoring|boundary|page)|errors?: 0\b|failed: 0\b|(?:error|failed|failure)s?=(?:0|false|null|none)\b/i,
    /^\(Use `node|^goroutine \d+|^\[signal |^note: run with|^For help, see|^Learn more|^See https?:/,
];

/** Exporters of telemetry fail without harm: the release serves without them. */
export const exporter =
    /OTLP|opentelemetry|otel|DATADOG|dd-trace|\bddtrace|:4317\b|:4318\b|:8126\b|:8125\b|statsd|sentry|newrelic|new relic|x-?ray|jaeger|zipkin|instana|prometheus push/i;

/** A line that complains, whatever it is of. */
export const complaint =
    /\berrors?\b|exception|\bfatal\b|\bpanic|cannot |can't |can not |could ?n[o']t |unable to |unhandled|uncaught|\bfail(?:ed|ure|s|ing)?\b|invalid|missing|must (?:be|not|have|set|contain)|not (?:found|set|defined|allowed|permitted|provided|configured|supported)|required|denied|refused|unauthori[sz]ed|forbidden|no such|unknown (?:option|command|argument)|unsupported|undefined (?:variable|method|symbol|reference)|expected .* (?:but|got|received)|timed? ?out|aborted|corrupt|expired|too (?:many|few|large|small|short|long)|incompatible|mismatch|does ?n[o']t (?:exist|match)|is (?:empty|null|nil)\b/i;

/** Codes of the operating system, for example `ENOENT`. */
export const errno = /\bE[A-Z]{4,}\b(?=[: ]|$)/;

/** Marks of errors: of Next.js, t3-env and zod, and of command-line programs. */
export const mark = /^\s*(?:⨯|❌|✖|✗|✘|×|🚨|💥|❗|‼|🔴|🛑)/u;
