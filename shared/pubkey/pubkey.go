// Package pubkey has the one written form of the public keys that a wallet may authorise: that of OpenSSH's
// authorized_keys without a comment ("ecdsa-sha2-nistp256 AAAA…", RFC 4253 section 6.6 and RFC 5656), so that a key of
// WebCrypto, of openssl and of ssh-keygen reads alike, and people can compare what their wallet shows with what ssh
// shows. It compiles to WASM and does no cryptography: whether the point is on the curve is for who verifies with it.
package pubkey

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
)

// Types of keys.
const (
	P256    = "ecdsa-sha2-nistp256" // which signs requests, too
	Ed25519 = "ssh-ed25519"
)

// Key is a public key in its written form. The zero value is none.
type Key string

// pointSize is the length of a P-256 point as X9.62 writes it in full (WebCrypto's "raw"): 4, x, y.
const pointSize = 65

var errForm = errors.New(`must be an OpenSSH public key of the type ecdsa-sha2-nistp256 or ssh-ed25519, such as "ssh-ed25519 AAAA…"`)

// OfPoint writes a P-256 point as WebCrypto exports it ("raw": 4, x, y).
func OfPoint(point []byte) (Key, error) {
	if len(point) != pointSize || point[0] != 4 {
		return "", errForm
	}
	return Key(P256 + " " + base64.StdEncoding.EncodeToString(fields([]byte(P256), []byte("nistp256"), point))), nil
}

// Parse reads a line of authorized_keys or of a .pub file: a type, a key and perhaps a comment, which is left out.
// Options in front of it are refused.
func Parse(line string) (Key, error) {
	if len(line) > 1024 {
		return "", errForm
	}
	words := strings.Fields(line)
	if len(words) < 2 {
		return "", errForm
	}
	k := Key(words[0] + " " + words[1])
	if k.Validate() != nil {
		return "", errForm
	}
	return k, nil
}

// Validate reports whether a text is a key in its one written form.
func (k Key) Validate() error {
	kind, blob := k.Kind(), k.Blob()
	switch {
	case kind == P256 && len(blob) == len(fields([]byte(P256), []byte("nistp256"), make([]byte, pointSize))):
		point := blob[len(blob)-pointSize:]
		if other, err := OfPoint(point); err == nil && other == k {
			return nil
		}
	case kind == Ed25519 && len(blob) == len(fields([]byte(Ed25519), make([]byte, 32))):
		if string(k) == Ed25519+" "+base64.StdEncoding.EncodeToString(fields([]byte(Ed25519), blob[len(blob)-32:])) {
			return nil
		}
	}
	return errForm
}

// Kind is the key's type: P256 or Ed25519 of one that is valid.
func (k Key) Kind() string {
	kind, _, _ := strings.Cut(string(k), " ")
	return kind
}

// Blob is the key as SSH sends it (RFC 4253, section 6.6), of which ssh-keygen -l shows the SHA-256; nil where the text
// is no key.
func (k Key) Blob() []byte {
	_, text, _ := strings.Cut(string(k), " ")
	b, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil
	}
	return b
}

// fields are strings of SSH (RFC 4251, section 5): each with its length in front.
func fields(parts ...[]byte) (out []byte) {
	for _, p := range parts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}
