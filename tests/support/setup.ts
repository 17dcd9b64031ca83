// An output that ends up in a text throws, instead of becoming a help text that looks like a name.
process.env.PULUMI_ERROR_OUTPUT_STRING = "true";
