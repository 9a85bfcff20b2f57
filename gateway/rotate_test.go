package gateway

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/gateway/opkey"
	"berth/shared/order"
	"berth/shared/wire"
)

// TestRotateKey does what gateway/README.md says of a new operator key: the gateway has both, the node's wallet names the next,
// and nobody notices. Then the old one goes out of the settings.
func TestRotateKey(t *testing.T) {
	w := newWorld(t)
	path := t.TempDir() + "/next.key"
	both := func(c *Config) { c.NextOperatorKey = "@" + path }
	g, stop := w.start(both)
	id, bearer, url := w.serving(echoManifest, "echo")
	next, err := opkey.Make(path, "") // while it runs
	if err != nil {
		t.Fatal(err)
	}
	if g.Operator() != address(w.op) {
		t.Errorf("before the registry names the next one it is %s", g.Operator())
	}

	visitors := make(chan struct{})
	var watching sync.WaitGroup
	refused, visits := 0, 0
	watching.Go(func() {
		for {
			select {
			case <-visitors:
				return
			default:
			}
			if code, _ := w.visit(url + "/"); code != 200 {
				refused++
			}
			visits++
		}
	})
	if _, err := chain.NewSender(w.client, w.node, chain.SenderConfig{Poll: 2 * time.Millisecond}).SetOperator(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the next key", func() bool { return g.Operator() == next })
	close(visitors)
	watching.Wait()
	if visits == 0 || refused > 0 || g.Ready() != nil {
		t.Errorf("%d of %d visits were refused; ready: %v", refused, visits, g.Ready())
	}
	if code, _ := w.visit(url + "/"); code != 200 {
		t.Errorf("the service answers %d", code)
	}
	if d := w.deployment(id, bearer); d.Phase != wire.PhaseReady {
		t.Errorf("the deployment is %s", d.Phase)
	}

	// The next key signs the card and the quotes, and sends: it needs coins for gas.
	var card wire.Card
	w.call("GET", "/.well-known/berth", "", nil, &card)
	if card.Operator != next {
		t.Errorf("the card is of %s", card.Operator)
	}
	c := &clerk{world: w}
	var site wire.AdminSite
	if c.must("GET", "/site", nil, &site); site.Operator != next {
		t.Errorf("the admin pages are told that it is %s", site.Operator)
	}
	key, err := opkey.Read("@"+path, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, s, p := w.signIn(key, true); p != nil || s.Role != wire.AdminOperator {
		t.Errorf("the next key signs in: %+v, %v", s, p)
	}
	if _, err := chain.NewSender(w.client, w.op, chain.SenderConfig{Poll: 2 * time.Millisecond}).Pay(t.Context(), next, token.Mul(10)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	id = w.order()
	stop()

	// Without the old key, which is nobody's any more.
	alone := func(c *Config) { c.OperatorKey, c.NextOperatorKey = "@"+path, "" }
	g, _ = w.start(alone)
	if g.Operator() != next {
		t.Errorf("in the end it is %s", g.Operator())
	}
	bearer = w.access(id)
	w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))
}

func TestKeysOfSettings(t *testing.T) {
	w := newWorld(t)
	digits := fmt.Sprintf("%x", crypto.FromECDSA(w.op))
	for name, c := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"no key":        {func(c *Config) { c.OperatorKey = "" }, "--operator-key: "},
		"a wrong next":  {func(c *Config) { c.NextOperatorKey = digits[1:] }, "--next-operator-key: "},
		"no next yet":   {func(c *Config) { c.NextOperatorKey = "@/none" }, ""},
		"the same key":  {func(c *Config) { c.NextOperatorKey = digits }, ""},
		"both are good": {func(c *Config) { c.NextOperatorKey = fmt.Sprintf("%x", crypto.FromECDSA(w.user)) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := w.config()
			c.change(&cfg)
			if err := cfg.Validate(); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
