// node check.mjs NODE_MODULES FILE: prints what another reader finds in a safetensors file, as one line of JSON:
// {"header": as the reader gives it, "values": {tensor: [each number as a string]}}.
//
// The header is read and validated by @huggingface/hub, whose authors defined the format. It asks for the file by HTTP;
// the fetch function below answers from the disk, so nothing leaves the machine. The hub reads no tensors: their numbers
// are taken here by JavaScript's own typed arrays, from where that header says they are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { endianness } from "node:os";
import { join } from "node:path";

const [modules, path] = process.argv.slice(2);
const { parseSafetensorsMetadata } = createRequire(join(modules, "from-here.js"))("@huggingface/hub");
const file = readFileSync(path);

function fetchFromDisk(url, options) {
    const range = /^bytes=(\d+)-(\d+)$/.exec(new Headers(options?.headers).get("Range"));
    const [begin, last] = range.slice(1).map(Number);
    const part = file.subarray(begin, last + 1);
    const headers = {
        "Content-Length": String(part.length),
        "Content-Range": `bytes ${begin}-${last}/${file.length}`,
        ETag: '"disk"',
    };
    return Promise.resolve(new Response(part, { status: 206, headers }));
}

const { header } = await parseSafetensorsMetadata({
    repo: "local/disk",
    path: "model.safetensors",
    hubUrl: "http://localhost",
    fetch: fetchFromDisk,
});

if (endianness() !== "LE") {
    throw new Error("typed arrays are big-endian here, the file is little-endian");
}
const arrays = { F64: Float64Array, F32: Float32Array };
const dataStart = 8 + Number(file.readBigUInt64LE(0));
const values = {};
for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { dtype, data_offsets: [begin, end] } = entry;
    const bytes = new Uint8Array(file.subarray(dataStart + begin, dataStart + end)); // a copy, aligned
    values[name] = Array.from(new arrays[dtype](bytes.buffer), (x) => (Object.is(x, -0) ? "-0" : String(x)));
}
console.log(JSON.stringify({ header, values }));
