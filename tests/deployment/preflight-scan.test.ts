import type { ImageScan } from "../../aws/ecr-scan";
import { assertRows, type Row } from "./preflight-rows";

const counts = { CRITICAL: 2, HIGH: 5, MEDIUM: 9 };
const scan = (status: string, more: Partial<ImageScan> = {}) => ({ scan: { status, counts: {}, ...more } });

const rows: readonly Row[] = [
    {
        when: "it found something severe, and nothing is refused",
        facts: scan("COMPLETE", { counts }),
        warnings: ["the scan of the image found 2 CRITICAL, 5 HIGH"],
    },
    {
        when: "an enhanced scan found something severe",
        facts: scan("ACTIVE", { counts: { HIGH: 1 } }),
        warnings: ["the scan of the image found 1 HIGH"],
    },
    { when: "it found nothing severe", facts: scan("COMPLETE", { counts: { MEDIUM: 9, LOW: 1 } }) },
    {
        when: "it found what is refused, and something less severe",
        release: { refuseSeverity: "CRITICAL" },
        facts: scan("COMPLETE", { counts }),
        errors: [
            "the scan of the image found 2 CRITICAL (deployment.refuseSeverity: CRITICAL): update what it names, and build again",
        ],
        warnings: ["the scan of the image found 5 HIGH"],
    },
    {
        when: "it found something more severe than what is refused",
        release: { refuseSeverity: "HIGH" },
        facts: scan("COMPLETE", { counts: { CRITICAL: 1, HIGH: 0 } }),
        errors: [
            "the scan of the image found 1 CRITICAL (deployment.refuseSeverity: HIGH): update what it names, and build again",
        ],
    },
    {
        when: "it found nothing of what is refused",
        release: { refuseSeverity: "CRITICAL" },
        facts: scan("COMPLETE", { counts: { HIGH: 1 } }),
        warnings: ["the scan of the image found 1 HIGH"],
    },
    {
        when: "MEDIUM is refused",
        release: { refuseSeverity: "MEDIUM" },
        facts: scan("COMPLETE", { counts: { MEDIUM: 9, LOW: 1 } }),
        errors: [
            "the scan of the image found 9 MEDIUM (deployment.refuseSeverity: MEDIUM): update what it names, and build again",
        ],
    },
    { when: "it never took place", facts: scan("NOT_FOUND"), warnings: ["the image was never scanned"] },
    {
        when: "it is not finished",
        facts: scan("IN_PROGRESS"),
        warnings: ["the scan of the image is not finished (IN_PROGRESS)"],
    },
    {
        when: "it is not finished, and something is refused",
        release: { refuseSeverity: "CRITICAL" },
        facts: scan("PENDING"),
        errors: ["the scan of the image has not begun (PENDING) (deployment.refuseSeverity: CRITICAL)"],
    },
    {
        when: "ECR can't scan the image",
        facts: scan("UNSUPPORTED_IMAGE", { reason: "The operating system 'none' is not supported." }),
        warnings: ["ECR can't scan an image of this kind (UNSUPPORTED_IMAGE: The operating system 'none' is not supported.)"],
    },
    {
        when: "it is complete and gives no findings",
        facts: scan("COMPLETE", { counts: undefined }),
        warnings: ["the image has no result of a scan (COMPLETE)"],
    },
    {
        when: "its status is new to this program, and findings are told",
        facts: scan("SOMETHING_NEW", { counts }),
        warnings: ["the image has no result of a scan (SOMETHING_NEW)"],
    },
    { when: "ECR did not answer", facts: { scan: undefined, refused: [] } },
    {
        when: "ECR did not answer, and something is refused",
        release: { refuseSeverity: "CRITICAL" },
        facts: { scan: undefined },
        errors: ["the result of the image's scan is not known (deployment.refuseSeverity: CRITICAL)"],
    },
    {
        when: "a build will make the image, and something is refused",
        release: { digest: undefined, refuseSeverity: "CRITICAL" },
        facts: { image: undefined, imageRecord: undefined, scan: undefined },
    },
];

describe("what a preflight makes of the scan", () => assertRows(rows));
