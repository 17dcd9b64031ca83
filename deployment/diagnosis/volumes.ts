import { ofVolume } from "./patterns";
import type { TextCause } from "./text-cause";

/**
 * Volumes, which the program does not use by itself. They come before the network's causes: a file system is mounted in
 * the VPC, and no route to AWS helps.
 */
export const volumeCauses: readonly TextCause[] = [
    {
        id: "volume-failed",
        when: [
            ofVolume,
            /fail|error|denied|unable|cannot|could not|timed?[ -]?out|not (found|authorized|permitted)|does not exist|exceeded|refused/i,
        ],
        unless: /not a directory|no space left/i, // of the image's own paths; a full disk
        cause: "a volume of the task cannot be mounted",
        advice: (_, text) =>
            /denied|not authorized|not permitted/i.test(text)
                ? "allow the task's role elasticfilesystem:ClientMount (or the volume's actions), and check the file system's own policy"
                : "check that the volume, its path and its access point exist, that there is a mount target in each zone, and that its security group allows port 2049 from the tasks",
    },
];
