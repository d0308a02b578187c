(() => {
  "use strict";

  /* The day that a camera noted (EXIF), as a person types it; "" where it noted none. Read from the
     beginning of the file alone: JPEG and HEIC keep it there. */
  window.photoDay = async (file) => {
    const bytes = new Uint8Array(await file.slice(0, 262144).arrayBuffer());
    const view = new DataView(bytes.buffer);
    const mark = [0x45, 0x78, 0x69, 0x66, 0, 0];
    const at = bytes.findIndex((_, place) => mark.every((byte, next) => bytes[place + next] === byte));
    if (at < 0) return "";
    const begin = at + mark.length;
    const isLittle = view.getUint16(begin) === 0x4949;
    const short = (place) => view.getUint16(begin + place, isLittle);
    const long = (place) => view.getUint32(begin + place, isLittle);
    const place = (list, tag) => {
      const entry = [...Array(short(list)).keys()].find((n) => short(list + 2 + 12 * n) === tag);
      return entry === undefined ? 0 : long(list + 2 + 12 * entry + 8);
    };
    const inside = place(long(4), 0x8769);
    const day = inside && (place(inside, 0x9003) || place(inside, 0x9004));
    if (!day) return "";
    const written = String.fromCharCode(...bytes.subarray(begin + day, begin + day + 10));
    const parts = written.match(/^(\d{4}):(\d\d):(\d\d)$/);
    return parts && parts[1] > "1995" ? `${parts[3]}/${parts[2]}/${parts[1]}` : "";
  };
})();
