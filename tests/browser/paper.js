// What a printed page looks like.
const { execFileSync } = require('node:child_process');

// The shares of the first page of `pdf` (its bytes) that are white and that are dark, from 0 to 1.
function shades(pdf) {
  // A greymap: "P5 width height 255\n", then a byte a pixel.
  const map = execFileSync('pdftoppm', ['-gray', '-r', '72', '-singlefile', '-'], { input: pdf, maxBuffer: 1 << 26 });
  const pixels = map.subarray(map.indexOf('\n', map.indexOf('255')) + 1);
  const share = (fits) => pixels.reduce((sum, pixel) => sum + fits(pixel), 0) / pixels.length;
  return { white: share((pixel) => pixel > 250), dark: share((pixel) => pixel < 100) };
}

module.exports = { shades };
