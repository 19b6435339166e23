//! The QR code on the cover.

use qrcode::{Color, QrCode};

use super::typst::literal;

/// A picture of the QR code of `url`, one pixel a module, with the white border that the standard
/// asks for.
pub(super) fn qr_code(url: &str, alt: &str) -> qrcode::QrResult<String> {
    const BORDER: usize = 4;
    let code = QrCode::new(url)?;
    let (modules, width) = (code.to_colors(), code.width());
    let size = width + 2 * BORDER;
    let pixels = (0..size * size).map(|pixel| {
        let (x, y) = (
            (pixel % size).wrapping_sub(BORDER),
            (pixel / size).wrapping_sub(BORDER),
        );
        let dark = x < width && y < width && modules[y * width + x] == Color::Dark;
        if dark { "0," } else { "255," }
    });
    Ok(format!(
        "image(bytes(({})), format: (encoding: \"luma8\", width: {size}, height: {size}), \
         scaling: \"pixelated\", width: 100%, alt: {})",
        pixels.collect::<String>(),
        literal(alt),
    ))
}
