// Package rent rents a node as any user does: it asks the gateway, pays on chain with a wallet that nobody has seen before, gets
// access, deploys, opens what was deployed, and ends the order. Each step is measured. What it may spend is bounded, and what
// is left over goes back to where it came from.
package rent

import (
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
	"net/http/cookiejar"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/certify/evidence"
	"berth/bff/certify/talk"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/clip"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Times of the steps.
const (
	requestTime = 30 * time.Second // of one request that is answered at once
	patience    = 20 * time.Second // until a gateway has seen on the chain what is there
	deployTime  = 3 * time.Minute
	endTime     = 2 * time.Minute
	look        = 300 * time.Millisecond
)

const (
	maxAnswer = 1 << 20
	maxPage   = 1 << 20
	// gasOfAll is more than what an order's transactions take together: permit and order, cancel, withdrawal, and sending back what is left.
	gasOfAll = 900_000
	// dearest is how many percent of the list price are paid at most.
	dearest = 150
)

// What an order that could not be made says nothing of the node for.
var (
	ErrFull = errors.New("it has not so much free now")
	ErrOurs = errors.New("it could not be paid from here")
)

// Renter rents with money of a treasury. It is safe for concurrent use; the treasury's key has no other sender.
type Renter struct {
	Chain    *chain.Client
	Treasury *chain.Sender
	Purse    *Purse
	Token    eth.Address       // that is paid in
	Via      http.RoundTripper // which goes nowhere but to public addresses, unless in a demo
	Window   time.Duration     // in which an order is to be activated
}

// Stay is an order that runs. It is for one goroutine, and has to be ended.
type Stay struct {
	Steps []evidence.Step
	Shop  evidence.ShopFound

	r       *Renter
	node    chain.Node
	gateway string // URL
	key     *ecdsa.PrivateKey
	sender  *chain.Sender
	settle  func(ctx context.Context, paid amount.Amount) error
	http    *http.Client
	token   string
	rev     uint64
	funded  bool
}

// Begin asks a node for so much, pays, and waits until the order runs. The stay that comes with an error has to be ended, too.
func (r *Renter) Begin(ctx context.Context, n chain.Node, card wire.Card, want resource.Resources, seconds uint32) (*Stay, error) {
	s := &Stay{r: r, node: n}
	place, err := endpoint.Parse(n.Endpoint)
	if err != nil {
		return s, err
	}
	s.gateway = place.URL()
	if s.key, err = crypto.GenerateKey(); err != nil {
		return s, err
	}
	s.sender = chain.NewSender(r.Chain, s.key, chain.SenderConfig{})
	jar, err := cookiejar.New(nil)
	if err != nil {
		return s, err
	}
	s.http = &http.Client{Transport: r.Via, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	s.Shop.User, s.Shop.Token = s.sender.Address(), r.Token
	seconds = min(max(seconds, card.MinDuration), max(card.MaxDuration, seconds))
	var g wire.Greeting
	err = s.step("ask", func() error {
		g, err = s.greet(ctx, card, want, seconds)
		return err
	})
	if err != nil {
		return s, err
	}
	q := *g.Quote
	if s.settle, err = r.Purse.take(ctx, q.Deposit(seconds)); err != nil {
		return s, err
	}
	if err = s.fund(ctx, q.Deposit(seconds)); err != nil {
		return s, fmt.Errorf("fund the wallet: %w: %w", ErrOurs, err)
	}
	err = s.step("pay", func() error {
		s.Shop.Order, _, err = s.sender.CreateOrderWithPermit(ctx, q, g.Signature, seconds)
		if err != nil && !chain.IsRevert(err) {
			err = fmt.Errorf("%w: %w", ErrOurs, err)
		}
		return err
	})
	if err == nil {
		err = s.step("activated", func() error { return s.active(ctx) })
	}
	if err == nil {
		err = s.step("access", func() error { return s.authorise(ctx) })
	}
	return s, err
}

// step does one thing, and notes how long it took.
func (s *Stay) step(name string, do func() error) error {
	began := time.Now()
	err := do()
	x := evidence.Step{Name: name, OK: err == nil, Millis: time.Since(began).Milliseconds()}
	if err != nil {
		x.Says = clip.Dots(err.Error(), 300)
		err = fmt.Errorf("%s: %w", name, err)
	}
	s.Steps = append(s.Steps, x)
	return err
}

// notNow are the reasons by which a node declines what it might take at another time, and which say nothing against it.
var notNow = []string{
	string(resource.CPU), string(resource.Memory), string(resource.Disk), string(resource.Traffic), "paused", "maintenance", "busy", "stake", "record",
}

// greet asks the node at its list price, and checks what it answers as a platform does before a user pays.
func (s *Stay) greet(ctx context.Context, card wire.Card, want resource.Resources, seconds uint32) (g wire.Greeting, err error) {
	price, ok := wire.PriceIn(card.Prices, s.r.Token)
	if !ok {
		return g, fmt.Errorf("it has no price in the token %s", s.r.Token)
	}
	rate := price.Rate(want, seconds)
	if rate.IsZero() {
		rate = amount.NanoOf(1)
	}
	d := s.r.Chain.Addresses().Domain()
	err = s.ask(ctx, http.MethodPost, s.gateway+"/v1/greet", wire.Greet{
		ChainID: d.ChainID, Market: d.Contract, User: s.Shop.User, Resources: want, Token: s.r.Token, Rate: rate, Duration: seconds,
	}, &g)
	if err != nil {
		return g, err
	}
	if g.Quote == nil {
		var why []string
		full := len(g.Reasons) > 0
		for _, x := range g.Reasons {
			why = append(why, clip.Dots(x.Code+" "+x.Text, 100))
			full = full && slices.Contains(notNow, x.Code)
		}
		err := fmt.Errorf("it declines: %s", strings.Join(why, "; "))
		if full {
			err = fmt.Errorf("%w: %w", ErrFull, err)
		}
		return g, err
	}
	q := *g.Quote
	want.GPUModel = q.Resources.GPUModel
	switch {
	case q.Node != s.node.Address || q.User != s.Shop.User || q.Token != s.r.Token || q.Resources != want:
		return g, errors.New("its quote is for something else than was asked for")
	case q.Rate.Cmp(rate.Mul(dearest).MulDiv(1, 100)) > 0:
		return g, fmt.Errorf("its quote is dearer than %d %% of its list price", dearest)
	case q.MinDuration > seconds || q.MaxDuration < seconds || q.Committed > seconds:
		return g, errors.New("its quote does not allow the duration that was asked for")
	}
	h, err := chain.HashQuote(d, q)
	if err != nil {
		return g, err
	}
	if signer, err := eip712.RecoverHash(h, g.Signature); err != nil || signer != s.node.Operator && signer != s.node.Address {
		return g, errors.New("its quote is not signed by its operator")
	}
	return g, nil
}

// fund gives the wallet what the order and its transactions cost.
func (s *Stay) fund(ctx context.Context, deposit amount.Amount) error {
	gas, err := s.r.Chain.Gas(ctx)
	if err != nil {
		return err
	}
	if _, err := s.r.Treasury.Pay(ctx, s.Shop.User, gas.Mul(gasOfAll).Mul(3)); err != nil {
		return err
	}
	s.funded = true
	_, err = s.r.Treasury.Transfer(ctx, s.r.Token, s.Shop.User, deposit)
	return err
}

func (s *Stay) active(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, max(s.r.Window, time.Minute))
	defer cancel()
	for {
		o, err := s.r.Chain.Order(ctx, s.Shop.Order)
		switch {
		case err == nil && o.State == order.Active:
			return nil
		case err == nil && o.State != order.Created:
			return fmt.Errorf("it did not begin: %s", o.State)
		}
		if err := talk.Rest(ctx, look); err != nil {
			return errors.New("it was not activated in time")
		}
	}
}

func (s *Stay) authorise(ctx context.Context) error {
	host, err := s.host()
	if err != nil {
		return err
	}
	now := time.Now().Truncate(time.Second).UTC()
	a := typed.Access{Gateway: host, Node: s.node.Address, User: s.Shop.User, Order: s.Shop.Order, IssuedAt: now, NotAfter: now.Add(2 * time.Hour), Scopes: scope.All}
	rand.Read(a.Nonce[:])
	sig, err := eip712.Sign(s.key, a.Data(s.r.Chain.Addresses().Domain()))
	if err != nil {
		return err
	}
	var t wire.AccessToken
	err = s.patiently(ctx, func() error {
		return s.ask(ctx, http.MethodPost, s.gateway+"/v1/access", wire.AccessRequest{Access: a, Signature: sig}, &t)
	})
	s.token = t.Token
	return err
}

func (s *Stay) host() (string, error) {
	e, err := endpoint.Parse(s.node.Endpoint)
	return e.Host, err
}

// Deploy deploys one image as the service of a name, in the place of what ran, and waits until it is ready.
func (s *Stay) Deploy(ctx context.Context, service, image, disk string, env map[string]string) error {
	return s.step("deploy "+image, func() error {
		ctx, cancel := context.WithTimeout(ctx, deployTime)
		defer cancel()
		raw, err := json.Marshal(wire.TemplateManifest{Template: "certification", Service: service, Image: image, Port: 8080, Disk: disk, Env: env})
		if err != nil {
			return err
		}
		host, err := s.host()
		if err != nil {
			return err
		}
		s.rev++
		d := typed.Deploy{
			Gateway: host, Order: s.Shop.Order, Format: "template", ManifestHash: sha256.Sum256(raw), Revision: s.rev, ShortStop: s.rev > 1,
			NotAfter: time.Now().Add(5 * time.Minute).Truncate(time.Second).UTC(),
		}
		sig, err := eip712.Sign(s.key, d.Data(s.r.Chain.Addresses().Domain()))
		if err != nil {
			return err
		}
		var body []byte
		err = s.patiently(ctx, func() error {
			body, err = s.do(ctx, http.MethodPut, s.api("deployment"), wire.DeployRequest{Manifest: string(raw), Deploy: d, Signature: sig})
			return err
		})
		if err != nil {
			return err
		}
		var last wire.Progress
		for line := range bytes.Lines(body) {
			var p wire.Progress
			if json.Unmarshal(line, &p) == nil && p.Phase != "" {
				last = p
			}
		}
		if last.Phase != wire.PhaseReady {
			return fmt.Errorf("it did not become ready: %s %s", last.Phase, clip.Dots(string(last.Text), 200))
		}
		return nil
	})
}

// Open lets the stay's client into a service, and gives the service's URL.
func (s *Stay) Open(ctx context.Context, service string) (at string, client *http.Client, err error) {
	err = s.step("open "+service, func() error {
		var k wire.Ticket
		if err := s.ask(ctx, http.MethodPost, s.api("tickets"), wire.TicketRequest{Service: service}, &k); err != nil {
			return err
		}
		// From the gateway's own host to the service's, which gives the cookie, and from there to the page.
		next := k.URL
		for range 5 {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, next, nil)
			if err != nil {
				return err
			}
			res, err := s.http.Do(req)
			if err != nil {
				return err
			}
			_, _ = io.CopyN(io.Discard, res.Body, maxPage) // only where it leads counts
			res.Body.Close()
			to, err := res.Location()
			if err != nil {
				return fmt.Errorf("it lets nobody in: status %d", res.StatusCode)
			}
			next = to.String()
			if len(res.Cookies()) > 0 {
				at = to.Scheme + "://" + to.Host
				return nil
			}
		}
		return errors.New("it lets nobody in: too many redirects")
	})
	return at, s.http, err
}

// Page gets a page that has a text in it; empty: any.
func (s *Stay) Page(ctx context.Context, at, text string) error {
	return s.step("page", func() error {
		ctx, cancel := context.WithTimeout(ctx, requestTime)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"/", nil)
		if err != nil {
			return err
		}
		status, b, err := talk.Do(s.http, req, maxPage)
		switch {
		case err != nil:
			return err
		case status != http.StatusOK:
			return fmt.Errorf("status %d", status)
		case !strings.Contains(string(b), text):
			return errors.New("the page is not the one that was deployed")
		}
		s.Shop.Page = sha256.Sum256(b)
		return nil
	})
}

// End ends the order, and sends back what is left. It is to be called once, whatever happened.
func (s *Stay) End(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if !s.funded {
		if s.settle != nil {
			return s.settle(ctx, amount.Amount{})
		}
		return nil
	}
	var errs []error
	if s.Shop.Order != 0 {
		errs = append(errs, s.step("end", func() error {
			_, err := s.sender.Cancel(ctx, s.Shop.Order, order.UserLeft)
			return err
		}))
		if o, err := s.r.Chain.Order(ctx, s.Shop.Order); err == nil {
			s.Shop.Paid = o.Settled
			errs = append(errs, s.settle(ctx, o.Settled))
		}
		if owed, err := s.r.Chain.Owed(ctx, s.Shop.User, s.r.Token); err == nil && !owed.IsZero() {
			errs = append(errs, s.step("money back", func() error {
				_, err := s.sender.Withdraw(ctx, s.r.Treasury.Address(), s.r.Token)
				return err
			}))
		}
	}
	if left, err := s.r.Chain.Token(s.r.Token).Balance(ctx, s.Shop.User); err == nil && !left.IsZero() {
		_, err := s.sender.Transfer(ctx, s.r.Token, s.r.Treasury.Address(), left)
		errs = append(errs, err)
	}
	// What sending it back may cost stays.
	const gasOfPay, times = 21_000, 15
	if coins, err := s.r.Chain.Coins(ctx, s.Shop.User); err == nil {
		if gas, err := s.r.Chain.Gas(ctx); err == nil && coins.Cmp(gas.Mul(gasOfPay*times)) > 0 {
			_, err := s.sender.Pay(ctx, s.r.Treasury.Address(), coins.Sub(gas.Mul(gasOfPay*times)))
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (s *Stay) api(path string) string {
	return fmt.Sprintf("%s/v1/orders/%d/%s", s.gateway, s.Shop.Order, path)
}

// patiently tries again what a gateway says it cannot know yet.
func (s *Stay) patiently(ctx context.Context, try func() error) error {
	ctx, cancel := context.WithTimeout(ctx, patience+deployTime)
	defer cancel()
	for until := time.Now().Add(patience); ; {
		err := try()
		var p *problem.Problem
		if !errors.As(err, &p) || p.Code != problem.NotYet || time.Now().After(until) {
			return err
		}
		if talk.Rest(ctx, look) != nil {
			return err
		}
	}
}

func (s *Stay) ask(ctx context.Context, method, to string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	b, err := s.do(ctx, method, to, body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s %s: %w", method, to, err)
	}
	return nil
}

// do sends JSON. What is not a success is a *problem.Problem, if the gateway says one.
func (s *Stay) do(ctx context.Context, method, to string, body any) ([]byte, error) {
	req, err := talk.Request(ctx, method, to, body)
	if err != nil {
		return nil, err
	}
	if s.token != "" {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
	status, b, err := talk.Do(s.http, req, maxAnswer)
	if err != nil || status/100 == 2 {
		return b, err
	}
	var p problem.Problem
	if json.Unmarshal(b, &p) == nil && p.Code != "" {
		p.Title = clip.Dots(p.Title, 200)
		return nil, &p
	}
	return nil, fmt.Errorf("%s %s: status %d", method, to, status)
}
