package rig

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Person is a user without a browser: a key, a cookie jar, and the HTTP interfaces of the platform and of a node's
// gateway. Its methods give errors, since whom it speaks to may be killed at any moment. It is for one goroutine.
type Person struct {
	Key    *ecdsa.PrivateKey
	Addr   eth.Address
	Chain  *chain.Client
	Sender *chain.Sender
	HTTP   *http.Client

	App     string      // URL of the platform; "": none is used
	Node    eth.Address // whom it rents from
	Gateway string      // URL of that node's
	Token   string      // of that gateway
	ID      order.ID    // of its newest order
}

// NewPerson is a user with a key, on a chain.
func NewPerson(key *ecdsa.PrivateKey, c *chain.Client) *Person {
	p := &Person{Key: key, Addr: Address(key), HTTP: Client(70 * time.Second)}
	p.Reach(c)
	return p
}

// Address is a key's account.
func Address(k *ecdsa.PrivateKey) eth.Address {
	return eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

// Reach has the person use another client from now on, after a restart of the chain's end.
func (p *Person) Reach(c *chain.Client) {
	p.Chain, p.Sender = c, chain.NewSender(c, p.Key, chain.SenderConfig{})
}

// Do sends JSON, or a form, and gives the answer, whatever its status.
func (p *Person) Do(ctx context.Context, method, to string, body any) (int, []byte, error) {
	var r io.Reader
	header := http.Header{}
	switch b := body.(type) {
	case nil:
	case url.Values:
		r = strings.NewReader(b.Encode())
		header.Set("Content-Type", "application/x-www-form-urlencoded")
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			return 0, nil, err
		}
		r = bytes.NewReader(raw)
		header.Set("Content-Type", "application/json")
		if p.App != "" {
			header.Set("Origin", p.App)
		}
	}
	if p.Token != "" && strings.HasPrefix(to, p.Gateway+"/v1/") {
		header.Set("Authorization", "Bearer "+p.Token)
	}
	req, err := http.NewRequestWithContext(ctx, method, to, r)
	if err != nil {
		return 0, nil, err
	}
	req.Header = header
	res, err := p.HTTP.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	if err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, to, err)
	}
	return res.StatusCode, b, nil
}

// Ask is Do for what must succeed, with the answer read into a value.
func Ask[T any](ctx context.Context, p *Person, method, to string, body any) (v T, err error) {
	status, b, err := p.Do(ctx, method, to, body)
	if err != nil {
		return v, err
	}
	if status < 200 || status > 299 {
		return v, fmt.Errorf("%s %s: %d %.500s", method, to, status, b)
	}
	if len(b) == 0 {
		return v, nil
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return v, fmt.Errorf("%s %s: %w: %.500s", method, to, err, b)
	}
	return v, nil
}

// Login logs in to the platform, and sees to it that the session's cookie comes back.
func (p *Person) Login(ctx context.Context) error {
	c, err := Ask[wire.Challenge](ctx, p, "POST", p.App+"/api/login/challenge", wire.LoginChallenge{Address: p.Addr})
	if err != nil {
		return err
	}
	sig, err := eip712.SignHash(p.Key, eip712.PersonalHash([]byte(c.Message)))
	if err != nil {
		return err
	}
	s, err := Ask[wire.Session](ctx, p, "POST", p.App+"/api/login", wire.Login{Message: c.Message, Signature: sig})
	if err != nil {
		return err
	}
	if s.Address != p.Addr {
		return fmt.Errorf("logged in as %v", s.Address)
	}
	if s, err = Ask[wire.Session](ctx, p, "GET", p.App+"/api/session", nil); err == nil && s.Address != p.Addr {
		err = fmt.Errorf("the session's cookie does not come back: %+v", s)
	}
	return err
}

// Coin is the token that things cost by default where the person is.
func (p *Person) Coin() eth.Address { return p.Chain.Addresses().Tokens[0].Address }

// Negotiate has the platform ask the nodes, in the default token if none is told, and waits for all answers.
func (p *Person) Negotiate(ctx context.Context, r wire.OfferRequest) ([]wire.Answer, error) {
	if r.Token.IsZero() {
		r.Token = p.Coin()
	}
	started, err := Ask[wire.OfferStarted](ctx, p, "POST", p.App+"/api/offers", r)
	if err != nil {
		return nil, err
	}
	stream := negotiation{last: -1}
	for end := time.Now().Add(time.Minute); ; {
		done, err := stream.read(ctx, p, p.App+"/api/offers/"+started.ID+"/events")
		if done || ctx.Err() != nil || err != nil && time.Now().After(end) {
			return stream.answers, err
		}
		select { // as a page does whose stream breaks
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// negotiation is what was read of an offer's events.
type negotiation struct {
	answers []wire.Answer
	last    int // event
}

// read goes on reading behind the last event; not done: the stream broke.
func (n *negotiation) read(ctx context.Context, p *Person, url string) (done bool, err error) {
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return true, err
	}
	if n.last >= 0 {
		req.Header.Set("Last-Event-ID", strconv.Itoa(n.last))
	}
	res, err := p.HTTP.Do(req)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	if res.StatusCode != 200 {
		return res.StatusCode < 500, fmt.Errorf("the negotiation's events: %s", res.Status)
	}
	id, event := n.last, ""
	for s := bufio.NewScanner(res.Body); s.Scan(); {
		name, data, _ := strings.Cut(s.Text(), ": ")
		switch {
		case name == "id":
			if id, err = strconv.Atoi(data); err != nil {
				return true, fmt.Errorf("an event's id: %w", err)
			}
		case name == "event":
			event = data
		case name == "data" && event == "done":
			return true, nil
		case name == "data":
			if event == "answer" {
				var a wire.Answer
				if err := json.Unmarshal([]byte(data), &a); err != nil {
					return true, fmt.Errorf("answer: %w: %s", err, data)
				}
				n.answers = append(n.answers, a)
			}
			n.last = id
		}
	}
	return false, fmt.Errorf("the negotiation ended without done: %+v", n.answers)
}

// Greet asks the person's node itself, without a platform, for a rate in the default token.
func (p *Person) Greet(ctx context.Context, r resource.Resources, rate amount.Nano, seconds uint32) (wire.Greeting, error) {
	d := p.domain()
	g, err := Ask[wire.Greeting](ctx, p, "POST", p.Gateway+"/v1/greet", wire.Greet{
		ChainID: d.ChainID, Market: d.Contract, User: p.Addr, Resources: r, Token: p.Coin(), Rate: rate, Duration: seconds,
	})
	if err == nil && g.Quote == nil {
		err = fmt.Errorf("no quote: %+v", g.Reasons)
	}
	return g, err
}

// Pay makes an order out of a quote: the person's newest one.
func (p *Person) Pay(ctx context.Context, q order.Quote, signature eth.Bytes, seconds uint32) error {
	id, _, err := p.Sender.CreateOrderWithPermit(ctx, q, signature, seconds)
	if err == nil {
		p.ID = id
	}
	return err
}

// View is what the platform says of an order.
func (p *Person) View(ctx context.Context, id order.ID) (wire.OrderView, error) {
	return Ask[wire.OrderView](ctx, p, "GET", fmt.Sprintf("%s/api/orders/%d", p.App, id), nil)
}

// Authorise gets a token of the gateway, for one order or, with 0, for all of the person's orders with its node.
func (p *Person) Authorise(ctx context.Context, only order.ID) error {
	var nonce eth.Hash
	rand.Read(nonce[:]) // never fails
	now := time.Now().Truncate(time.Second).UTC()
	a := typed.Access{Gateway: p.host(), Node: p.Node, User: p.Addr, Order: only, IssuedAt: now, NotAfter: now.Add(time.Hour), Nonce: nonce, Scopes: scope.All}
	sig, err := eip712.Sign(p.Key, a.Data(p.domain()))
	if err != nil {
		return err
	}
	t, err := Ask[wire.AccessToken](ctx, p, "POST", p.Gateway+"/v1/access", wire.AccessRequest{Access: a, Signature: sig})
	p.Token = t.Token
	return err
}

func (p *Person) domain() typed.Domain { return p.Chain.Addresses().Domain() }

// API is a URL of the gateway's, about the newest order.
func (p *Person) API(path string) string {
	return fmt.Sprintf("%s/v1/orders/%d/%s", p.Gateway, p.ID, path)
}

// Deployment is what the gateway says of the newest order.
func (p *Person) Deployment(ctx context.Context) (wire.Deployment, error) {
	return Ask[wire.Deployment](ctx, p, "GET", p.API("deployment"), nil)
}

// host is the gateway's, as what is signed for it names it.
func (p *Person) host() string {
	scheme, at, _ := strings.Cut(p.Gateway, "://")
	host, _ := endpoint.Host(scheme, at) // what is none the gateway refuses
	return host
}

// Sign is a request to deploy to the newest order, a template if no format is told, signed and good for a minute. What else
// of it is not told is this person's; with d.From the manifest is empty.
func (p *Person) Sign(manifest string, d typed.Deploy) (wire.DeployRequest, error) {
	d.Gateway, d.Order, d.NotAfter = p.host(), p.ID, time.Now().Add(time.Minute).Truncate(time.Second).UTC()
	if d.Format == "" {
		d.Format = "template"
	}
	if d.From == 0 {
		d.ManifestHash = sha256.Sum256([]byte(manifest))
	}
	sig, err := eip712.Sign(p.Key, d.Data(p.domain()))
	return wire.DeployRequest{Manifest: manifest, Deploy: d, Signature: sig}, err
}

// Deploy signs and sends a template's manifest and gives the progress as far as it came. The
// gateway may see a moment later than others that the order is active.
func (p *Person) Deploy(ctx context.Context, revision uint64, manifest any) ([]wire.Progress, error) {
	b, err := json.Marshal(manifest)
	if err != nil {
		return nil, err
	}
	req, err := p.Sign(string(b), typed.Deploy{Revision: revision, ShortStop: revision > 1})
	if err != nil {
		return nil, err
	}
	var body []byte
	status := 0
	if err := Eventually(10*time.Second, func() error {
		if status, body, err = p.Do(ctx, "PUT", p.API("deployment"), req); err == nil && status == http.StatusConflict && strings.Contains(string(body), "not-yet") {
			return errors.New("not active")
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("deploy: %d %.500s", status, body)
	}
	var steps []wire.Progress
	for line := range strings.Lines(string(body)) {
		var s wire.Progress
		if json.Unmarshal([]byte(line), &s) == nil && s.Phase != "" {
			steps = append(steps, s)
		}
	}
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("deploy: %d %.500s", status, body)
	}
	return steps, err
}

// Up deploys and is nil once the revision is ready.
func (p *Person) Up(ctx context.Context, revision uint64, manifest any) ([]wire.Progress, error) {
	steps, err := p.Deploy(ctx, revision, manifest)
	if err != nil {
		return steps, err
	}
	if len(steps) == 0 || steps[len(steps)-1].Phase != wire.PhaseReady {
		return steps, fmt.Errorf("revision %d is not ready: %+v", revision, steps)
	}
	return steps, nil
}

// Power stops, starts or restarts what runs for the newest order.
func (p *Person) Power(ctx context.Context, what string) error {
	_, err := Ask[wire.Deployment](ctx, p, "POST", p.API(what), nil)
	return err
}

// Ticket is a URL that opens a service of the newest order once.
func (p *Person) Ticket(ctx context.Context, service string) (string, error) {
	k, err := Ask[wire.Ticket](ctx, p, "POST", p.API("tickets"), wire.TicketRequest{Service: service})
	return k.URL, err
}

// Enter gets the cookie of a service by a ticket.
func (p *Person) Enter(ctx context.Context, ticket string) error {
	// From the gateway's own host to the service's, which gives the cookie.
	for at := ticket; at != ""; {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
		if err != nil {
			return err
		}
		res, err := p.HTTP.Do(req)
		if err != nil {
			return err
		}
		b, _ := io.ReadAll(io.LimitReader(res.Body, 200))
		res.Body.Close()
		next, err := res.Location()
		if err != nil || res.StatusCode != http.StatusSeeOther {
			return fmt.Errorf("enter: %d %s", res.StatusCode, b)
		}
		if at = next.String(); len(res.Cookies()) > 0 {
			return nil
		}
	}
	return nil
}

// Page is what a service answers to a GET, with 200.
func (p *Person) Page(ctx context.Context, to string) (string, error) {
	status, b, err := p.Do(ctx, "GET", to, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("GET %s: %d %.300s", to, status, b)
	}
	return string(b), err
}
