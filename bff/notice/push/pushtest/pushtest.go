// Package pushtest stands in for a push service and the browsers behind it: it checks what a platform signed (RFC 8292), and opens what it
// encrypted (RFC 8291) with the browser's keys.
package pushtest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"time"

	"berth/shared/wire"
)

// Message is one that reached a browser.
type Message struct {
	Path    string // of the browser's endpoint
	Notice  wire.Notice
	Topic   string
	TTL     string
	Urgency string
}

// Service is a push service. It is an http.Handler.
type Service struct {
	Key string // the platform's, with which browsers have subscribed; base64url

	mu       sync.Mutex
	browsers map[string]*Browser
	got      []Message
	refused  []error
	answer   func(path string, attempt int) (status int, header http.Header)
	attempts map[string]int
}

// Browser is one that has subscribed.
type Browser struct {
	key  *ecdh.PrivateKey
	auth []byte
}

// Subscribe has a new browser subscribe at a path.
func (s *Service) Subscribe(base, path string) wire.PushSubscription {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	b := &Browser{key, make([]byte, 16)}
	rand.Read(b.auth)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.browsers == nil {
		s.browsers, s.attempts = map[string]*Browser{}, map[string]int{}
	}
	s.browsers[path] = b
	enc := base64.RawURLEncoding
	return wire.PushSubscription{Endpoint: base + path, P256dh: enc.EncodeToString(key.PublicKey().Bytes()), Auth: enc.EncodeToString(b.auth), Name: "Test"}
}

// Answer has the service answer otherwise; 0 is the usual.
func (s *Service) Answer(f func(path string, attempt int) (status int, header http.Header)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = f
}

// Got are the messages that reached browsers, and why others were refused.
func (s *Service) Got() ([]Message, []error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.got...), append([]error(nil), s.refused...)
}

// Attempts are how often a browser was tried to be reached.
func (s *Service) Attempts(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.attempts[path]
}

// ServeHTTP implements http.Handler.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.browsers[r.URL.Path]
	if b == nil {
		http.Error(w, "no such subscription", http.StatusGone)
		return
	}
	s.attempts[r.URL.Path]++
	if s.answer != nil {
		if status, header := s.answer(r.URL.Path, s.attempts[r.URL.Path]); status != 0 {
			for k, v := range header {
				w.Header()[k] = v
			}
			w.WriteHeader(status)
			return
		}
	}
	m, err := s.take(b, r)
	if err != nil {
		s.refused = append(s.refused, err)
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	s.got = append(s.got, m)
	w.WriteHeader(http.StatusCreated)
}

func (s *Service) take(b *Browser, r *http.Request) (m Message, err error) {
	if err := checkVapid(r, s.Key); err != nil {
		return m, err
	}
	if r.Method != "POST" || r.Header.Get("Content-Encoding") != "aes128gcm" || r.Header.Get("TTL") == "" {
		return m, errors.New("not a push message")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 4097))
	if err != nil || len(body) > 4096 {
		return m, fmt.Errorf("a body of %d bytes: %w", len(body), err)
	}
	plain, err := b.open(body)
	if err != nil {
		return m, err
	}
	m = Message{Path: r.URL.Path, Topic: r.Header.Get("Topic"), TTL: r.Header.Get("TTL"), Urgency: r.Header.Get("Urgency")}
	return m, json.Unmarshal(plain, &m.Notice)
}

// open opens a body (RFC 8188, 2.1, with the keys of RFC 8291, 3.4).
func (b *Browser) open(body []byte) ([]byte, error) {
	if len(body) < 21+65 {
		return nil, errors.New("too short")
	}
	salt, size, idlen := body[:16], binary.BigEndian.Uint32(body[16:20]), int(body[20])
	sender, err := ecdh.P256().NewPublicKey(body[21 : 21+idlen])
	if err != nil {
		return nil, err
	}
	record := body[21+idlen:]
	if uint32(len(record)) > size {
		return nil, errors.New("more than one record")
	}
	secret, err := b.key.ECDH(sender)
	if err != nil {
		return nil, err
	}
	info := "WebPush: info\x00" + string(b.key.PublicKey().Bytes()) + string(sender.Bytes())
	ikm, err1 := hkdf.Key(sha256.New, secret, b.auth, info, 32)
	cek, err2 := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, err3 := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	block, err4 := aes.NewCipher(cek)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	plain, err := gcm.Open(nil, nonce, record, nil)
	if err != nil {
		return nil, err
	}
	text := strings.TrimRight(string(plain), "\x00")
	if !strings.HasSuffix(text, "\x02") {
		return nil, errors.New("not the last record")
	}
	return []byte(strings.TrimSuffix(text, "\x02")), nil
}

// checkVapid checks who sends (RFC 8292, 3 and 4.2).
func checkVapid(r *http.Request, key string) error {
	params := map[string]string{}
	rest, ok := strings.CutPrefix(r.Header.Get("Authorization"), "vapid ")
	for p := range strings.SplitSeq(rest, ",") {
		name, v, _ := strings.Cut(strings.TrimSpace(p), "=")
		params[name] = v
	}
	parts := strings.Split(params["t"], ".")
	if !ok || len(parts) != 3 || strings.TrimRight(params["k"], "=") != key {
		return fmt.Errorf("authorization: %q", r.Header.Get("Authorization"))
	}
	enc := base64.RawURLEncoding
	claims, err1 := enc.DecodeString(parts[1])
	sig, err2 := enc.DecodeString(parts[2])
	point, err3 := enc.DecodeString(key)
	if err := errors.Join(err1, err2, err3); err != nil || len(sig) != 64 {
		return fmt.Errorf("token: %w", err)
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return err
	}
	if !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		return errors.New("token: not signed by the key")
	}
	var c struct {
		Aud, Sub string
		Exp      int64
	}
	if err := json.Unmarshal(claims, &c); err != nil {
		return err
	}
	if until := time.Until(time.Unix(c.Exp, 0)); c.Aud != "http://"+r.Host || until <= 0 || until > 24*time.Hour || c.Sub == "" {
		return fmt.Errorf("token: %s", claims)
	}
	return nil
}
