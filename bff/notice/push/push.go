// Package push sends messages to browsers by Web Push (RFC 8030): encrypted for the browser alone (RFC 8291), and signed with the platform's key
// (VAPID, RFC 8292), so that the push service between can neither read nor make one.
package push

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"

	"berth/bff/notice"
)

// Keys are the platform's, base64url without padding.
type Keys struct{ Private, Public string }

// NewKeys makes some.
func NewKeys() (Keys, error) {
	private, public, err := webpush.GenerateVAPIDKeys()
	if err != nil {
		return Keys{}, fmt.Errorf("push keys: %w", err)
	}
	return Keys{private, public}, nil
}

// ReadKeys are the keys of a private one, base64url.
func ReadKeys(private string) (Keys, error) {
	private = strings.TrimRight(strings.TrimSpace(private), "=")
	raw, err := base64.RawURLEncoding.DecodeString(private)
	if err != nil {
		return Keys{}, errors.New("push key: 32 bytes in base64url")
	}
	key, err := ecdh.P256().NewPrivateKey(raw)
	if err != nil {
		return Keys{}, errors.New("push key: not one of the curve P-256")
	}
	return Keys{private, base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes())}, nil
}

// Sender sends. It is safe for concurrent use.
type Sender struct {
	keys    Keys
	contact string
	client  webpush.HTTPClient
}

var _ notice.Pusher = (*Sender)(nil)

// New makes a Sender, whose requests go through client. Contact is where a push service finds whoever runs the platform: an https URL, or
// an address of e-mail.
func New(keys Keys, contact string, client webpush.HTTPClient) *Sender {
	if !strings.HasPrefix(contact, "https:") && !strings.Contains(contact, "@") {
		contact = "berth@localhost" // of who tries it out on a machine of their own
	}
	return &Sender{keys, contact, client}
}

// Push implements notice.Pusher. Of messages with one topic, of 32 characters at most, a browser that was away gets the last.
func (s *Sender) Push(ctx context.Context, d notice.Device, body []byte, topic string, ttl time.Duration) error {
	res, err := webpush.SendNotificationWithContext(ctx, body, &webpush.Subscription{
		Endpoint: d.Endpoint, Keys: webpush.Keys{Auth: d.Auth, P256dh: d.P256dh},
	}, &webpush.Options{
		HTTPClient: s.client, Subscriber: s.contact, TTL: int(ttl / time.Second), Topic: topic, Urgency: webpush.UrgencyHigh,
		VAPIDPublicKey: s.keys.Public, VAPIDPrivateKey: s.keys.Private, RecordSize: 2048, // less than 4096 is what all services take
	})
	if errors.Is(err, webpush.ErrMaxPadExceeded) {
		return fmt.Errorf("push: %w: %w", notice.ErrNever, err)
	}
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	defer res.Body.Close()
	return Judge(res)
}

// Judge says what an answer means for a message: whether it is to be sent again, and when.
func Judge(res *http.Response) error {
	err := fmt.Errorf("status %d", res.StatusCode)
	switch code := res.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code == 404 || code == 410:
		return fmt.Errorf("%w: %w", notice.ErrGone, err)
	case code == 408 || code == 425 || code == 429 || code >= 500:
		return &notice.Later{After: after(res.Header.Get("Retry-After"), time.Now()), Err: err}
	}
	return fmt.Errorf("%w: %w", notice.ErrNever, err)
}

// after reads Retry-After (RFC 9110, 10.2.3): seconds, or a date; 0: it is neither.
func after(s string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}
