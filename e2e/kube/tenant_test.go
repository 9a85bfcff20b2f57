package kube

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// tenant is a user of the yard's node. Its methods give errors, since the gateway may be killed at any moment.
type tenant struct {
	key    *ecdsa.PrivateKey
	addr   eth.Address
	node   eth.Address
	url    string // of the gateway
	domain typed.Domain
	sender *chain.Sender
	http   *http.Client
	token  string
	id     order.ID
}

func (y *yard) tenant(n int) *tenant {
	return newTenant(y.users[n], y.client, y.node, y.url)
}

func newTenant(key *ecdsa.PrivateKey, c *chain.Client, node eth.Address, url string) *tenant {
	return &tenant{
		key: key, addr: address(key), node: node, url: url, domain: c.Addresses().Domain(), sender: chain.NewSender(c, key, chain.SenderConfig{}),
		http: rig.Client(70 * time.Second),
	}
}

// do sends JSON, or a form, and gives the answer, whatever its status.
func (p *tenant) do(method, to string, body any) (int, []byte, error) {
	var r io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case url.Values:
		r, kind = strings.NewReader(b.Encode()), "application/x-www-form-urlencoded"
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			return 0, nil, err
		}
		r = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, to, r)
	if err != nil {
		return 0, nil, err
	}
	if r != nil {
		req.Header.Set("Content-Type", kind)
	}
	if p.token != "" && strings.HasPrefix(to, p.url+"/v1/") {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	res, err := p.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	return res.StatusCode, b, err
}

// ask is do for what must succeed, with the answer read into a value.
func ask[T any](p *tenant, method, to string, body any) (v T, err error) {
	status, b, err := p.do(method, to, body)
	if err != nil {
		return v, err
	}
	if status < 200 || status > 299 {
		return v, fmt.Errorf("%s %s: %d %.500s", method, to, status, b)
	}
	if len(b) == 0 {
		return v, nil
	}
	return v, json.Unmarshal(b, &v)
}

// rent gets a quote and makes an order.
func (p *tenant) rent(ctx context.Context, r resource.Resources) error {
	g, err := ask[wire.Greeting](p, "POST", p.url+"/v1/greet", wire.Greet{
		ChainID: p.domain.ChainID, Market: p.domain.Contract, User: p.addr, Resources: r, Rate: amount.Of(1e15), Duration: 3600,
	})
	if err != nil {
		return err
	}
	if g.Quote == nil {
		return fmt.Errorf("no quote: %+v", g.Reasons)
	}
	p.id, _, err = p.sender.CreateOrderWithPermit(ctx, *g.Quote, g.Signature, 3600)
	return err
}

// authorise gets a token of the gateway.
func (p *tenant) authorise() error {
	var nonce eth.Hash
	rand.Read(nonce[:])
	now := time.Now().Truncate(time.Second).UTC()
	a := typed.Access{Node: p.node, User: p.addr, IssuedAt: now, NotAfter: now.Add(time.Hour), Nonce: nonce}
	sig, err := eip712.Sign(p.key, a.Data(p.domain))
	if err != nil {
		return err
	}
	t, err := ask[wire.AccessToken](p, "POST", p.url+"/v1/access", wire.AccessRequest{Access: a, Signature: sig})
	p.token = t.Token
	return err
}

func (p *tenant) api(path string) string { return fmt.Sprintf("%s/v1/orders/%d/%s", p.url, p.id, path) }

func (p *tenant) view() (wire.Deployment, error) {
	return ask[wire.Deployment](p, "GET", p.api("deployment"), nil)
}

// image is a template's manifest of one of the cluster's images.
func image(name, disk string, env map[string]string) wire.TemplateManifest {
	return wire.TemplateManifest{Template: name, Service: "web", Image: "berth/" + name, Port: 8080, Disk: disk, Env: env}
}

// deploy signs and sends a manifest and gives the progress, as far as it came.
func (p *tenant) deploy(revision uint64, m any) ([]wire.Progress, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	dep := typed.Deploy{Order: p.id, ManifestHash: eth.Hash(sha256.Sum256(b)), Revision: revision, NotAfter: time.Now().Add(time.Minute).Truncate(time.Second).UTC()}
	sig, err := eip712.Sign(p.key, dep.Data(p.domain))
	if err != nil {
		return nil, err
	}
	send := func() (int, []byte, error) {
		return p.do("PUT", p.api("deployment"), wire.DeployRequest{Format: "template", Manifest: string(b), ShortStop: revision > 1, Deploy: dep, Signature: sig})
	}
	status, body, err := send()
	for end := time.Now().Add(10 * time.Second); err == nil && status == http.StatusConflict && strings.Contains(string(body), "not-active") && time.Now().Before(end); {
		time.Sleep(100 * time.Millisecond) // the gateway sees a moment later what the chain says
		status, body, err = send()
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

// up deploys and waits until it is ready.
func (p *tenant) up(revision uint64, m any) ([]wire.Progress, error) {
	steps, err := p.deploy(revision, m)
	if err != nil {
		return steps, err
	}
	if len(steps) == 0 || steps[len(steps)-1].Phase != wire.PhaseReady {
		return steps, fmt.Errorf("revision %d is not ready: %+v", revision, steps)
	}
	return steps, nil
}

// service is the URL of the order's service.
func (p *tenant) service() string {
	return strings.Replace(p.url, "://", fmt.Sprintf("://web-%d.", p.id), 1)
}

// enter gets the cookie of the order's service by a ticket.
func (p *tenant) enter() error {
	k, err := ask[wire.Ticket](p, "POST", p.api("tickets"), wire.TicketRequest{Service: "web"})
	if err != nil {
		return err
	}
	status, b, err := p.do("GET", k.URL, nil)
	if err == nil && status != http.StatusSeeOther && status != http.StatusFound {
		err = fmt.Errorf("enter: %d %.200s", status, b)
	}
	return err
}

// page is what the service answers, with 200.
func (p *tenant) page(path string) (string, error) {
	status, b, err := p.do("GET", p.service()+path, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("GET %s: %d %.300s", path, status, b)
	}
	return string(b), err
}

// settle makes a tenant with an active order and a token.
func (y *yard) settle(n int, r resource.Resources) *tenant {
	y.Helper()
	p := y.tenant(n)
	y.must(p.rent(y.Context(), r))
	y.within(30*time.Second, "the order is active", func() error {
		if o, err := y.client.Order(y.Context(), p.id); err != nil || o.State != order.Active {
			return fmt.Errorf("%v, %v", o.State, err)
		}
		return nil
	})
	y.within(10*time.Second, "the gateway gives a token", p.authorise)
	return p
}
