// Package hook posts notices to webhooks, signed so that the receiver knows that they come from here and were not sent before
// (https://www.standardwebhooks.com).
package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"berth/bff/notice"
	"berth/shared/server/internet"
	"berth/shared/wire"
)

// The headers of a signed post.
const (
	headerID        = "Webhook-Id"
	headerTime      = "Webhook-Timestamp"
	headerSignature = "Webhook-Signature"
)

// Doer sends requests; *peer.Poster is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Sender posts. It is safe for concurrent use.
type Sender struct{ client Doer }

var _ notice.Poster = (*Sender)(nil)

// New makes a Sender.
func New(client Doer) *Sender { return &Sender{client} }

// payload is what is posted.
type payload struct {
	Type      string      `json:"type"` // notice. and the kind
	Timestamp time.Time   `json:"timestamp"`
	Data      wire.Notice `json:"data"`
}

// Post implements notice.Poster.
func (s *Sender) Post(ctx context.Context, h wire.Hook, n wire.Notice) (status int, err error) {
	body, err := json.Marshal(payload{"notice." + string(n.Kind), n.At, n})
	if err != nil {
		return 0, fmt.Errorf("webhook: %w: %w", notice.ErrNever, err)
	}
	now := strconv.FormatInt(time.Now().Unix(), 10)
	signature, err := Sign(h.Secret, n.ID, now, body)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("webhook: %w: %w", notice.ErrNever, err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(headerID, n.ID)
	req.Header.Set(headerTime, now)
	req.Header.Set(headerSignature, signature)
	res, err := s.client.Do(req)
	if err != nil {
		return 0, plain(err)
	}
	res.Body.Close()
	switch code := res.StatusCode; {
	case code >= 200 && code < 300:
		return code, nil
	case code == http.StatusGone:
		return code, fmt.Errorf("%w: status %d", notice.ErrNever, code)
	default:
		return code, &notice.Later{After: retryAfter(res), Err: fmt.Errorf("status %d", code)}
	}
}

// plain is an error as the webhook's owner may see it: not what is told about our own network.
func plain(err error) error {
	switch {
	case errors.Is(err, internet.ErrInside):
		return errors.New("its address is not public")
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("no answer in time")
	}
	return errors.New("it cannot be reached, or does not speak TLS with a valid certificate")
}

func retryAfter(res *http.Response) time.Duration {
	n, _ := strconv.ParseUint(res.Header.Get("Retry-After"), 10, 31) // else 0
	return time.Duration(n) * time.Second
}

// Sign is the signature of a body.
func Sign(secret, id, timestamp string, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return "", fmt.Errorf("webhook: its secret: %w", notice.ErrNever)
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte(id + "." + timestamp + "."))
	m.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(m.Sum(nil)), nil
}
