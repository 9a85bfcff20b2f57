package notice

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"berth/shared/clip"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/internet"
	"berth/shared/wire"
)

// How many receivers a user has at most. Of devices the oldest gives way, since browsers come and go by themselves.
const (
	MostDevices = 10
	MostHooks   = 3
)

const (
	maxURL  = 1024
	maxName = 80
)

// Notices is a page of a user's notices, the newest first: those that come behind a cursor, which is the Next of the page before.
func (s *Service) Notices(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.Notice], error) {
	return s.cfg.Store.Notices(ctx, user, cursor, most)
}

// Settings are what a user has set.
func (s *Service) Settings(ctx context.Context, user eth.Address) (wire.NoticeSettings, error) {
	v, err := s.cfg.Store.Settings(ctx, user)
	if v.Muted == nil {
		v.Muted = []wire.NoticeKind{}
	}
	return v, err
}

// Set sets them.
func (s *Service) Set(ctx context.Context, user eth.Address, v wire.NoticeSettings) error {
	slices.Sort(v.Muted)
	v.Muted = slices.Compact(v.Muted)
	for _, k := range v.Muted {
		if !slices.Contains(wire.NoticeKinds, k) {
			return problem.Field("muted", "kinds of notices; %q is none", clip.To(string(k), 40))
		}
	}
	if v.Quiet != nil {
		if field, why := CheckQuiet(*v.Quiet); field != "" {
			return problem.Field(field, "%s", why)
		}
	}
	return s.cfg.Store.PutSettings(ctx, user, v)
}

// Targets are a user's receivers. Secrets are not told again.
func (s *Service) Targets(ctx context.Context, user eth.Address) (wire.NoticeTargets, error) {
	t := wire.NoticeTargets{Key: s.cfg.Key, Devices: []wire.PushDevice{}, Hooks: []wire.Hook{}}
	devices, err := s.cfg.Store.Devices(ctx, user)
	if err != nil {
		return t, err
	}
	for _, d := range devices {
		t.Devices = append(t.Devices, d.PushDevice)
	}
	if t.Mails = s.cfg.Mailer != nil; t.Mails {
		m, err := s.cfg.Store.Mailbox(ctx, user)
		if err != nil && !errors.Is(err, ErrNone) {
			return t, err
		}
		if err == nil {
			t.Mail = &m.MailTarget
		}
	}
	hooks, err := s.cfg.Store.Hooks(ctx, user)
	for _, h := range hooks {
		h.Secret = ""
		t.Hooks = append(t.Hooks, h)
	}
	return t, err
}

// Subscribe adds a browser.
func (s *Service) Subscribe(ctx context.Context, user eth.Address, p wire.PushSubscription, private bool) (wire.PushDevice, error) {
	var none wire.PushDevice
	u, why := checkURL(p.Endpoint, private)
	if why != "" {
		return none, problem.Field("endpoint", "%s", why)
	}
	point, err := decode(p.P256dh)
	if err == nil {
		_, err = ecdh.P256().NewPublicKey(point)
	}
	if err != nil {
		return none, problem.Field("p256dh", "a point of the curve P-256, uncompressed, in base64url")
	}
	if auth, err := decode(p.Auth); err != nil || len(auth) != 16 {
		return none, problem.Field("auth", "16 bytes in base64url")
	}
	sum := sha256.Sum256([]byte(p.Endpoint))
	d := Device{
		PushDevice: wire.PushDevice{
			ID: "d" + hex.EncodeToString(sum[:12]), Name: clip.To(strings.ToValidUTF8(p.Name, ""), maxName), Service: u.Hostname(), AddedAt: time.Now().UTC().Truncate(time.Second),
		},
		Endpoint: p.Endpoint, P256dh: p.P256dh, Auth: p.Auth,
	}
	return d.PushDevice, s.cfg.Store.PutDevice(ctx, user, d)
}

// Unsubscribe takes a browser out.
func (s *Service) Unsubscribe(ctx context.Context, user eth.Address, id string) error {
	return gone(s.cfg.Store.RemoveDevice(ctx, user, id), "device")
}

// AddHook adds a webhook and gives it with its secret, this once.
func (s *Service) AddHook(ctx context.Context, user eth.Address, r wire.HookRequest, private bool) (wire.Hook, error) {
	if _, why := checkURL(r.URL, private); why != "" {
		return wire.Hook{}, problem.Field("url", "%s", why)
	}
	hooks, err := s.cfg.Store.Hooks(ctx, user)
	if err != nil {
		return wire.Hook{}, err
	}
	if len(hooks) >= MostHooks {
		return wire.Hook{}, problem.Field("url", "there are %d webhooks, which is the most: remove one first", len(hooks))
	}
	var b [44]byte
	rand.Read(b[:]) // never fails
	h := wire.Hook{
		ID: "h" + hex.EncodeToString(b[:12]), URL: r.URL, AddedAt: time.Now().UTC().Truncate(time.Second),
		Secret: "whsec_" + base64.StdEncoding.EncodeToString(b[12:]),
	}
	return h, s.cfg.Store.PutHook(ctx, user, h)
}

// RemoveHook takes a webhook out, and what it was sent.
func (s *Service) RemoveHook(ctx context.Context, user eth.Address, id string) error {
	return gone(s.cfg.Store.RemoveHook(ctx, user, id), "webhook")
}

// Deliveries is what a webhook was sent, the newest first.
func (s *Service) Deliveries(ctx context.Context, user eth.Address, id string) ([]wire.Delivery, error) {
	hooks, err := s.cfg.Store.Hooks(ctx, user)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(hooks, func(h wire.Hook) bool { return h.ID == id }) {
		return nil, gone(ErrNone, "webhook")
	}
	return s.cfg.Store.Deliveries(ctx, user, id)
}

// Test sends a user a notice that says nothing.
func (s *Service) Test(ctx context.Context, user eth.Address) error {
	return s.Tell(ctx, user, "test "+rand.Text(), wire.Notice{Kind: wire.NoticeTest})
}

func gone(err error, what string) error {
	if errors.Is(err, ErrNone) {
		return problem.New(404, problem.NotFound, "no such %s of yours", what).Remedy("see GET /api/notices/targets")
	}
	return err
}

// decode reads base64url, padded or not, as browsers give it.
func decode(s string) ([]byte, error) {
	if len(s) > 200 {
		return nil, errors.New("too long")
	}
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}

// checkURL says what is wrong with an address that is to be posted to. Where its host's name leads is looked at whenever it is dialled;
// what needs no look is refused at once. A private platform, for trying out, posts anywhere.
func checkURL(raw string, private bool) (*url.URL, string) {
	if len(raw) > maxURL {
		return nil, "1024 bytes at most"
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return nil, "a URL such as https://example.com/path"
	case u.User != nil:
		return nil, "a URL without a user name: what is sent is signed"
	case u.Fragment != "":
		return nil, "a URL without a fragment"
	case u.Scheme != "https" && (!private || u.Scheme != "http"):
		return nil, "a URL that begins with https://"
	}
	if private {
		return u, ""
	}
	host, err := endpoint.Host(u.Scheme, u.Host)
	if err != nil || host == "" {
		return nil, "a URL with a host that others can reach"
	}
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ip, err := netip.ParseAddr(name); err == nil && !internet.Public(ip) || name == "localhost" || strings.HasSuffix(name, ".localhost") || !strings.ContainsAny(name, ".:") {
		return nil, "a URL with a host that others can reach: this one is only reached from within"
	}
	return u, ""
}
