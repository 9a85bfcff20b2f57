package door

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// A password of a public service (RFC 7617). It is kept as an Argon2id hash, which takes tens of milliseconds and some MiB:
// so only few are made at a time, an address and a service have few tries, and one that was right is known again by a fast
// hash under a key of this process.

// Of Argon2id (RFC 9106), as OWASP's Password Storage Cheat Sheet has it.
const (
	hashTime   = 2
	hashMemory = 19 << 10 // KiB
	hashSize   = 32
	saltSize   = 16
	hashName   = "argon2id-2-19456-1"
)

const (
	// hashWait is how long somebody waits for a turn at the hash, and mostWaiting how many may wait at a service.
	hashWait    = 3 * time.Second
	mostWaiting = 32
	// mostCredential is longer than any that could be right, in base64.
	mostCredential = (maxUser+1+maxPassword)*4/3 + 4
)

// Rates of tries that are not known to be right, of one address at one service, and of all at one service.
var (
	tryRate = rate{most: 10, perSecond: 1. / 6}
	allRate = rate{most: 60, perSecond: 2}
)

// hashTurns is how many hashes are made at a time.
func hashTurns() int { return max(runtime.GOMAXPROCS(0)/2, 1) }

// basic is a user and a password's hash.
type basic struct {
	user, hash string
	good       atomic.Pointer[[32]byte] // of the credential that was right
	waiting    atomic.Int32
}

// hashed is a password's hash, with a salt of its own.
func (d *Doors) hashed(password string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), hashWait)
	defer cancel()
	back, ok := d.turn(ctx)
	if !ok {
		return "", errBusy
	}
	defer back()
	salt := make([]byte, saltSize)
	rand.Read(salt)
	enc := base64.RawStdEncoding
	return fmt.Sprintf("%s$%s$%s", hashName, enc.EncodeToString(salt), enc.EncodeToString(slow(password, salt))), nil
}

func slow(password string, salt []byte) []byte {
	return argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, hashTime, hashMemory, 1, hashSize)
}

// right reports whether a password has a hash.
func right(hash, password string) bool {
	name, rest, _ := strings.Cut(hash, "$")
	salt, sum, _ := strings.Cut(rest, "$")
	s, err := base64.RawStdEncoding.DecodeString(salt)
	want, err2 := base64.RawStdEncoding.DecodeString(sum)
	if name != hashName || err != nil || err2 != nil || len(want) != hashSize {
		return false
	}
	return subtle.ConstantTimeCompare(slow(password, s), want) == 1
}

// turn waits for a turn at the hash.
func (d *Doors) turn(ctx context.Context) (back func(), ok bool) {
	select {
	case d.hashes <- struct{}{}:
		return func() { <-d.hashes }, true
	case <-ctx.Done():
		return nil, false
	}
}

// mark is by what a credential is known again.
func (d *Doors) mark(user, password string) [32]byte {
	return d.markRaw([]byte(user + ":" + password))
}

func (d *Doors) markRaw(credential []byte) [32]byte {
	var b [32 + mostCredential]byte
	n := copy(b[:], d.pepper[:])
	n += copy(b[n:], credential)
	return sha256.Sum256(b[:n])
}

// remember notes that a credential is right.
func (b *basic) remember(d *Doors, user, password string) {
	m := d.mark(user, password)
	b.good.Store(&m)
}

// verdict is what comes of a credential.
type verdict uint8

const (
	noCredential verdict = iota
	wrongCredential
	rightCredential
	laterCredential // it was not looked at
)

// decode reads a credential into a buffer; nil: it is none that could be right.
func decode(credential string, buf *[mostCredential]byte) []byte {
	if len(credential) > mostCredential {
		return nil
	}
	var in [mostCredential]byte
	n, err := base64.StdEncoding.Decode(buf[:], in[:copy(in[:], credential)])
	if err != nil {
		return nil
	}
	return buf[:n]
}

// cached tells what is known of a credential without the hash.
func (b *basic) cached(d *Doors, credential string) bool {
	good := b.good.Load()
	if good == nil || credential == "" {
		return false
	}
	var buf [mostCredential]byte
	raw := decode(credential, &buf)
	if raw == nil {
		return false
	}
	m := d.markRaw(raw)
	return subtle.ConstantTimeCompare(m[:], good[:]) == 1
}

// check tells whether a credential, as it stands behind the scheme in a header, is the password's. It makes a hash only
// within the rates, which a right one does not use up.
func (b *basic) check(ctx context.Context, d *Doors, g *gate, credential string, from netip.Prefix, now time.Time) (verdict, time.Duration) {
	if credential == "" {
		return noCredential, 0
	}
	if b.cached(d, credential) {
		return rightCredential, 0
	}
	var buf [mostCredential]byte
	user, password, ok := strings.Cut(string(decode(credential, &buf)), ":")
	if !ok || !typeable(user) || !typeable(password) {
		return wrongCredential, 0
	}
	if b.waiting.Add(1) > mostWaiting {
		b.waiting.Add(-1)
		return laterCredential, time.Second
	}
	defer b.waiting.Add(-1)
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	back, ok := d.turn(ctx)
	if !ok {
		return laterCredential, time.Second
	}
	defer back()
	if b.cached(d, credential) {
		return rightCredential, 0 // another request was faster
	}
	one, all := visitor{g, from}, visitor{g, netip.Prefix{}}
	if wait := d.trying.take(one, tryRate, now); wait > 0 {
		return laterCredential, wait
	}
	if wait := d.trying.take(all, allRate, now); wait > 0 {
		return laterCredential, wait
	}
	// The hash is made for a wrong user, too: how long it takes must not tell which users there are.
	fits := right(b.hash, password)
	if norm.NFC.String(user) != norm.NFC.String(b.user) || !fits {
		return wrongCredential, 0
	}
	b.remember(d, user, password)
	d.trying.give(one)
	d.trying.give(all)
	return rightCredential, 0
}

// names reports whether a credential has the gateway's user.
func (b *basic) names(credential string) bool {
	var buf [mostCredential]byte
	user, _, _ := strings.Cut(string(decode(credential, &buf)), ":")
	return norm.NFC.String(user) == norm.NFC.String(b.user)
}
