//! Ed25519 over the bytes of a pack. Keys are PEM files as `openssl genpkey -algorithm ed25519` writes them.

use std::fmt;
use std::fmt::Write;

use ed25519_dalek::Signer;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey};

use crate::PackError;

/// How many bytes a signature takes at the end of a pack: tag, algorithm, public key, signature.
pub(crate) const SIGNATURE: usize = 4 + 4 + KEY + 64;
const TAG: [u8; 4] = *b"SIGN";
/// The only algorithm so far.
const ED25519: [u8; 4] = 1_u32.to_le_bytes();
const KEY: usize = 32;

/// A signature as it stands at the end of a pack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    key: [u8; KEY],
    signature: [u8; 64],
}

impl Signature {
    /// `None` where these bytes are none.
    pub(crate) fn read(block: &[u8; SIGNATURE]) -> Option<Self> {
        let rest = block.strip_prefix(&TAG)?.strip_prefix(&ED25519)?;
        let (key, signature) = rest.split_first_chunk()?;
        Some(Self { key: *key, signature: signature.try_into().ok()? })
    }

    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(TAG);
        bytes.extend(ED25519);
        bytes.extend(self.key);
        bytes.extend(self.signature);
    }

    /// The public key in hexadecimal.
    pub(crate) fn key_text(&self) -> String {
        hexadecimal(&self.key)
    }
}

/// The key that signs packs, which its owner keeps secret. It is wiped from memory when it is dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The key that tells who signed a pack.
#[derive(Clone, Debug)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

/// Why a text is no key that is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyError {
    /// No private Ed25519 key in a PEM file of PKCS #8 without a password.
    NoSigningKey,
    /// A private key that needs a password.
    Encrypted,
    /// No public Ed25519 key in a PEM file.
    NoVerifyingKey,
    /// A private key where a public one belongs.
    Private,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSigningKey => {
                "it is no private Ed25519 key in PEM; `openssl genpkey -algorithm ed25519` makes one"
            }
            Self::Encrypted => {
                "it is a private key with a password, which is not read; `openssl pkey -in FILE` takes the password off"
            }
            Self::NoVerifyingKey => {
                "it is no public Ed25519 key in PEM; `openssl pkey -in KEY -pubout` writes that of a private key"
            }
            Self::Private => {
                "it is a private key, which is not needed here; `openssl pkey -in FILE -pubout` writes the public one"
            }
        })
    }
}

impl std::error::Error for KeyError {}

impl SigningKey {
    /// The key of a PEM file.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        if text.contains("BEGIN ENCRYPTED PRIVATE KEY") {
            return Err(KeyError::Encrypted);
        }
        let key = ed25519_dalek::SigningKey::from_pkcs8_pem(text.trim_start());
        key.map(Self).map_err(|_| KeyError::NoSigningKey)
    }

    /// The key that tells that this one signed.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Signature {
        let key = self.0.verifying_key().to_bytes();
        Signature { key, signature: self.0.sign(bytes).to_bytes() }
    }
}

impl VerifyingKey {
    /// The key of a PEM file.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        if text.contains("PRIVATE KEY-----") {
            return Err(KeyError::Private);
        }
        let key = ed25519_dalek::VerifyingKey::from_public_key_pem(text.trim_start());
        key.map(Self).map_err(|_| KeyError::NoVerifyingKey)
    }

    /// The key in hexadecimal.
    pub fn text(&self) -> String {
        hexadecimal(self.0.as_bytes())
    }

    /// Whether a signature is one of these bytes by this key.
    pub(crate) fn verify(&self, bytes: &[u8], signature: &Signature) -> Result<(), PackError> {
        if signature.key != *self.0.as_bytes() {
            return Err(PackError::OtherKey(signature.key_text()));
        }
        let signature = ed25519_dalek::Signature::from_bytes(&signature.signature);
        self.0.verify_strict(bytes, &signature).map_err(|_| PackError::WrongSignature)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").field(&self.verifying_key().text()).finish()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
