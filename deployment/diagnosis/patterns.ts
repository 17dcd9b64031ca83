/*
 * What more than one family of texts is recognised by: what it is about, and what went wrong. They are applied to texts
 * without names (see `toPlainText`), of the ECS agent, containerd, Docker, Go's network packages, and the AWS SDK for Go
 * in both its versions.
 */

/** It is about a parameter of SSM or a secret of Secrets Manager. */
export const ofSecret =
    /\bssm\b|\basm\b|secrets? ?manager|parameter ?store|systems manager|GetSecretValue|GetParameters?\b|\bsecrets?\b|invalid parameters/i;

/** It is about the image or its registry. */
export const ofImage =
    /CannotPull|(cannot|can't|unable to|failed to|error) pull|pulling|\bpull (access|image|command|rate)|registry|\bECR\b|ecr:|ImageNotFound|resolve ref|\bmanifest\b|(failed|failure) to (copy|extract|unpack)|register layer|inspect image/i;

/** It is about the driver that writes the container's log. */
export const ofLog =
    /log(ging)? driver|logger args|log (stream|group)|cloudwatch|\bawslogs\b|CreateLog(Stream|Group)|PutLogEvents|fluent|firelens/i;

/** It is about a volume. */
export const ofVolume =
    /\bEFS\b|elasticfilesystem|mount\.nfs|\bnfs4?\b|\bFSx\b|\bEBS\b|CannotCreateVolume|(attach|create|mount|set up)\w* (the |an? |\w+ )?volumes?|VolumeNotFound|volume attachment/i;

export const denied =
    /Access ?Denied|not authorized|Unauthorized|\b40[13]\b|access (to \S+ )?(is |was )?(denied|forbidden|not allowed)|permission denied|requested access|authorization failed|authentication (is )?required|no basic auth|may require authorization|\bdenied\b|forbidden|has the permissions|lacks? (the |a )?permission|(insufficient|missing|no) permissions?|not (have|has) (the )?permissions?|not permitted|authentication failed|credentials (are |is |were )?(missing|invalid|expired)|token has expired|insufficient_scope|no pull access|explicit deny/i;

/** What was asked for is not there. Of containerd, every error that it has no kind for ends in "unknown". */
export const absent =
    /\b404\b|not ?found|(could|can) ?not (be found|find)|do(es)? not exist|no such (?!host)|NoSuch(?!Host)|(manifest|name).{0,5}unknown|(MANIFEST|NAME)_UNKNOWN|(was|is|has been|were) deleted|marked (for deletion|as deleted)|scheduled for deletion/i;

export const throttled =
    /Throttl|Rate exceeded|(pull|request|API) rate|too ?many ?requests|RequestLimitExceeded|\b429\b|rate.?limit|SlowDown|BandwidthLimitExceeded/i;

/** The registry or another service answered with an error of its own. */
export const failedItself =
    /\b50[0234]\b|Internal ?Server ?(Error|Exception)|InternalFailure|Service ?Unavailable|temporarily unavailable|Bad Gateway|Gateway Time-?out|\bServerException/i;

/** The network between the task and AWS, or a registry. */
export const unreachable = new RegExp(
    [
        "connection issue|check your (task )?network configuration|network (is )?unreachable|no route to host|host is (down|unreachable)",
        "deadline exceeded|(request|context|operation)( was)? cancell?ed|RequestCanceled|Client\\.Timeout|awaiting headers",
        "no such host|server misbehaving|name resolution|(could not|cannot|failed to|unable to) resolve( host| address| DNS|$|:)|\\b(ENOTFOUND|EAI_AGAIN|NXDOMAIN)\\b|SERVFAIL",
        "connection (was )?(refused|reset|closed|aborted|lost|dropped)|ECONN(REFUSED|RESET)|broken pipe|connection broken|malformed HTTP|HTTP response to HTTPS|failed to do request|unexpected EOF|: EOF\\b|use of closed network",
        "TLS handshake|x509|tls: |certificate|proxyconnect|\\bproxy\\b|send request failed|dial (tcp|udp)|(could not|cannot|can't|unable to|failed to) (connect|reach)",
        "(network|connection|connect|socket) (error|failure)|not reachable|did not (answer|respond)|stream error|from peer|(?<!Gateway )timed?[ -]?out|\\bETIMEDOUT",
        "StatusCode: 0\\b|http2: |signal: killed|retry quota exceeded",
    ].join("|"),
    "i",
);
