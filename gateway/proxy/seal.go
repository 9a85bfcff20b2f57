package proxy

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"net/netip"
	"strings"
	"time"

	"berth/shared/server/web"
)

// sealLife is how long a sealed ticket is good: a browser hands it in at once.
const sealLife = 30 * time.Second

// seal wraps tickets for one host and one visitor's address, for a moment. A page that sees one cannot use it from
// anywhere else. Its key is this process's.
type seal struct{ aead cipher.AEAD }

func newSeal() seal {
	var key [32]byte
	rand.Read(key[:]) // never fails
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has the right size
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return seal{aead}
}

// close wraps a ticket and the path to land on.
func (s seal) close(ticket, to, host string, who netip.Addr) string {
	text := binary.BigEndian.AppendUint64(nil, uint64(time.Now().Add(sealLife).Unix()))
	text = append(text, ticket+"\n"+to...)
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, text, sealedFor(host, who)))
}

// open unwraps them again; both are empty if that is not for this host and visitor, or too old.
func (s seal) open(code, host string, who netip.Addr) (ticket, to string) {
	raw, err := base64.RawURLEncoding.DecodeString(code)
	if err != nil {
		return "", ""
	}
	text, err := s.aead.Open(nil, nil, raw, sealedFor(host, who))
	if err != nil || len(text) < 8 || time.Now().Unix() > int64(binary.BigEndian.Uint64(text)) {
		return "", ""
	}
	ticket, to, _ = strings.Cut(string(text[8:]), "\n")
	return ticket, to
}

func sealedFor(host string, who netip.Addr) []byte {
	return []byte(host + " " + web.Customer(who).String())
}
