// Package remote speaks to a gateway's admin API for its operator. It signs in with the operator key, as the registry names it, and
// keeps the token that it gets for the next command. What it signs is the one login message of that very gateway and nothing else.
package remote

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"berth/gateway/opkey"
	"berth/shared/endpoint"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// Config is whom a Client speaks to, and as whom.
type Config struct {
	Scheme  string
	Host    string // with the port if it is not the scheme's own, in its one form
	ChainID uint64
	Keys    func() ([]*ecdsa.PrivateKey, error) // to sign in with, tried in turn
	Cache   string                              // file for the token; empty: each command signs in
	Connect string                              // address that is connected to instead of the host's; empty: the DNS knows it
	Roots   *x509.CertPool                      // nil: the system's
	Now     func() time.Time
}

// Client speaks to one gateway. It is for one goroutine.
type Client struct {
	cfg   Config
	http  *http.Client
	token string
}

// Bounds of one request. An order's end is on the chain before its answer comes.
const (
	callTime  = 4 * time.Minute
	maxAnswer = 8 << 20
	maxWaits  = 5 // times that it is told to ask again later
	mostWait  = 30 * time.Second
)

// New makes a client. Nothing is asked yet.
func New(cfg Config) *Client {
	d := &net.Dialer{Timeout: 10 * time.Second}
	at := cfg.Connect
	if host, port, err := net.SplitHostPort(cfg.Host); err == nil && at == "" && endpoint.Local(host) {
		at = net.JoinHostPort("127.0.0.1", port) // not every resolver knows names of this machine
	}
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: cfg.Roots}, TLSHandshakeTimeout: 10 * time.Second,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			if at != "" {
				addr = at
			}
			return d.DialContext(ctx, network, addr)
		},
	}
	c := &Client{cfg: cfg, http: &http.Client{Transport: transport, Timeout: callTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	c.token = c.cached()
	return c
}

// Close lets the connections go.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Site is what the gateway says of itself to everybody.
func (c *Client) Site(ctx context.Context) (s wire.AdminSite, err error) {
	err = c.send(ctx, http.MethodGet, "/site", nil, &s, nil)
	return s, err
}

// Get asks for something.
func (c *Client) Get(ctx context.Context, path string, into any) error {
	return c.Do(ctx, http.MethodGet, path, nil, into, nil)
}

// Do sends a request as the operator, and signs in where that is needed. Errors are problems where the gateway says what is wrong.
func (c *Client) Do(ctx context.Context, method, path string, body, into any, header http.Header) error {
	if c.token != "" {
		err := c.send(ctx, method, path, body, into, header)
		var p *problem.Problem
		if !errors.As(err, &p) || p.Status != http.StatusUnauthorized {
			return err
		}
	}
	if err := c.signIn(ctx); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	return c.send(ctx, method, path, body, into, header)
}

// signIn gets a token with the key that has a role.
func (c *Client) signIn(ctx context.Context) error {
	keys, err := c.cfg.Keys()
	if err != nil {
		return err
	}
	for _, key := range keys {
		var s wire.AdminSession
		if s, err = c.enter(ctx, key); err == nil {
			c.token = s.Token
			c.keep(s)
			return nil
		}
		var p *problem.Problem
		if !errors.As(err, &p) || p.Code != problem.RoleMissing {
			return err
		}
	}
	return err
}

func (c *Client) enter(ctx context.Context, key *ecdsa.PrivateKey) (s wire.AdminSession, err error) {
	account := opkey.Address(key)
	var asked wire.Challenge
	c.token = ""
	if err := c.send(ctx, http.MethodPost, "/login/challenge", wire.LoginChallenge{Address: account}, &asked, nil); err != nil {
		return s, err
	}
	site := siwe.Site{Scheme: c.cfg.Scheme, Domain: c.cfg.Host, ChainID: c.cfg.ChainID}
	if err := site.Check(asked.Message, account, c.cfg.Now()); err != nil {
		return s, fmt.Errorf("the gateway wants another text signed than a login: %w", err)
	}
	sig, err := eip712.SignHash(key, eip712.PersonalHash([]byte(asked.Message)))
	if err != nil {
		return s, err
	}
	err = c.send(ctx, http.MethodPost, "/login", wire.AdminLogin{Message: asked.Message, Signature: sig, Bearer: true}, &s, nil)
	return s, err
}

// Forget ends the session, and takes the token away.
func (c *Client) Forget(ctx context.Context) error {
	if c.token == "" {
		return nil
	}
	err := c.send(ctx, http.MethodPost, "/logout", nil, nil, nil)
	var p *problem.Problem
	if errors.As(err, &p) && p.Status == http.StatusUnauthorized {
		err = nil // it was over
	}
	c.token = ""
	if gone := os.Remove(c.cfg.Cache); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// send sends one request, again where the gateway says that it is asked too often.
func (c *Client) send(ctx context.Context, method, path string, body, into any, header http.Header) error {
	for try := 0; ; try++ {
		wait, err := c.once(ctx, method, path, body, into, header)
		if wait == 0 || try == maxWaits {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(wait, mostWait)):
		}
	}
}

func (c *Client) once(ctx context.Context, method, path string, body, into any, header http.Header) (again time.Duration, err error) {
	var raw []byte
	if body != nil {
		if raw, err = json.Marshal(body); err != nil {
			return 0, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, c.cfg.Scheme+"://"+c.cfg.Host+wire.AdminPath+path, bytes.NewReader(raw))
	if err != nil {
		return 0, err
	}
	for k, v := range header {
		req.Header[k] = v
	}
	req.Header.Set(wire.AdminHeader, "1")
	req.Header.Set("User-Agent", "berth-gateway")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, fmt.Errorf("the gateway at %s does not answer: %w", c.cfg.Host, err)
	}
	defer resp.Body.Close()
	raw, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return 0, fmt.Errorf("the gateway at %s broke off: %w", c.cfg.Host, err)
	case len(raw) > maxAnswer:
		return 0, fmt.Errorf("the gateway at %s says more than %d bytes", c.cfg.Host, maxAnswer)
	case resp.StatusCode >= 300:
		return refusal(resp, raw)
	case into == nil:
		return 0, nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return 0, fmt.Errorf("the gateway at %s is of another version: %w", c.cfg.Host, err)
	}
	return 0, nil
}

// refusal is the problem of an answer, and when to ask again.
func refusal(resp *http.Response, raw []byte) (again time.Duration, err error) {
	var p problem.Problem
	if json.Unmarshal(raw, &p) != nil || p.Code == "" {
		return 0, fmt.Errorf("it answers %d, which no gateway does there: is another server at this host?", resp.StatusCode)
	}
	p.Status = resp.StatusCode
	if s, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && p.Status == http.StatusTooManyRequests {
		again = time.Duration(max(s, 1)) * time.Second
	}
	return again, &p
}

// kept is what the file of the token has.
type kept struct {
	Host    string    `json:"host"`
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
}

// cached is a token of an earlier command's that may still be good.
func (c *Client) cached() string {
	if c.cfg.Cache == "" {
		return ""
	}
	info, err := os.Stat(c.cfg.Cache)
	if err != nil || info.Mode().Perm()&0o077 != 0 || info.Size() > 4096 {
		return "" // somebody else may have written it
	}
	raw, err := os.ReadFile(c.cfg.Cache)
	var k kept
	if err != nil || json.Unmarshal(raw, &k) != nil || k.Host != c.cfg.Host || !c.cfg.Now().Before(k.Expires) {
		return ""
	}
	return k.Token
}

// keep writes the token for the next command. Where that is not possible the next one signs in again.
func (c *Client) keep(s wire.AdminSession) {
	if c.cfg.Cache == "" {
		return
	}
	raw, err := json.Marshal(kept{c.cfg.Host, s.Token, s.ExpiresAt})
	if err != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(c.cfg.Cache), ".token-*") // with the mode 0600
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	_, err = f.Write(raw)
	if errors.Join(err, f.Close()) == nil {
		_ = os.Rename(f.Name(), c.cfg.Cache) // else the next command signs in
	}
}
