import { flag, kmsKey, of, region, wholeNumber, type LeafCase } from "./leaf-case";

/** The keys of the repository and the image. */
export const imageCases: Readonly<Record<string, LeafCase>> = {
    "fitness:repository.existing": flag,
    "fitness:repository.account": of("must be an account id of 12 digits", [], "12345678901"),
    "fitness:repository.region": of(region, 7, "US East"),
    "fitness:repository.keepImages": wholeNumber(2, 1000, 1),
    "fitness:repository.kmsKeyArn": of(kmsKey, 7, "alias/images"),
    "fitness:repository.protect": flag,

    "fitness:image.digest": of("must be an image digest: sha256: and 64 hex digits", 7, "latest"),
    "fitness:image.commit": of("must be a commit id of 7 to 40 hex digits", 1234567, "main"),
    "fitness:image.pinnedBy": of("must be one of rollback", true, "somebody"),
    "fitness:image.build.context": of("must be a folder relative to the project like app or ../web, with slashes", [], "C:\\web"),
    "fitness:image.build.dockerfile": of(
        "must be a file relative to the project like app/Dockerfile, with slashes",
        [],
        "/srv/Dockerfile",
    ),
    "fitness:image.build.args": of("must be an object of texts by build argument like { NODE_VERSION: '24' }", "A=1", { A: 1 }, [
        ".A",
        "must be a text: quote it",
        1,
    ]),
    "fitness:image.build.platform": of("must be one of linux/amd64, linux/arm64", 64, "linux/386"),
    "fitness:image.build.target": of("must be the name of a stage, of letters, digits and _ . -, or none", 7, "--target"),
};
