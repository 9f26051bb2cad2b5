//! Every file also as `.br` and `.gz`, compressed as well as these can: once here instead of at every visit.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Writes a file and its compressed forms; a form that is not smaller is left out.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    fs::write(folder.join(name), bytes)?;
    for (ending, packed) in [("br", brotli(bytes)?), ("gz", gzip(bytes)?)] {
        if packed.len() < bytes.len() {
            fs::write(folder.join(format!("{name}.{ending}")), packed)?;
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let settings = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_unpack_to_the_same_bytes() {
        let bytes = b"4711 4711 4711 4711 ".repeat(50);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(&bytes).expect("packed"), &mut unpacked).expect("unpacked");
        assert_eq!(unpacked, bytes);
        let mut unpacked = Vec::new();
        let packed = gzip(&bytes).expect("packed");
        flate2::read::GzDecoder::new(&*packed)
            .read_to_end(&mut unpacked)
            .expect("unpacked");
        assert_eq!(unpacked, bytes);
    }

    #[test]
    fn a_form_that_is_no_smaller_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "tiny.svg", b"x").expect("written");
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 1);
    }
}
