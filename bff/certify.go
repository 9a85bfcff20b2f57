package bff

import (
	"crypto/ecdsa"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"berth/bff/certify"
	"berth/bff/certify/measure"
	"berth/bff/certify/probe"
	"berth/bff/certify/rent"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
)

// Certify is what can be set about how nodes are looked at. docs/certification.md is the guide.
type Certify struct {
	Key      string        `env:"BERTH_CERTIFY_KEY" help:"Key that signs what is found out about nodes, and whose account pays for orders of checks: 64 hex digits, or @ and the path of a file with them. None: nodes are not certified."`
	Free     time.Duration `default:"1h" env:"BERTH_CERTIFY_FREE" help:"How often a node's key and address are checked, in the middle: each pause is drawn anew, from half of it to one and a half times."`
	Paid     time.Duration `default:"48h" env:"BERTH_CERTIFY_PAID" help:"How often a node is rented and measured, in the middle."`
	Daily    string        `default:"0" env:"BERTH_CERTIFY_DAILY" help:"What orders of checks may hold and cost within a day, in the default token's smallest units; 0: nothing is rented, and no node is certified."`
	Part     int           `default:"100" env:"BERTH_CERTIFY_PART" help:"Percent of what a node has free that is rented for a check."`
	Memory   int64         `default:"0" env:"BERTH_CERTIFY_MEMORY" help:"Most MiB of memory that a check fills; 0: all that was rented."`
	Disk     int64         `default:"4096" env:"BERTH_CERTIFY_DISK" help:"Most MiB that a check writes to a disk, twice."`
	Transfer int64         `default:"64" env:"BERTH_CERTIFY_TRANSFER" help:"MiB that a check sends to a node, and gets from it."`
	Page     string        `env:"BERTH_CERTIFY_PAGE" help:"Image of a web page at port 8080, that nodes which run any image have to serve first; empty: the prover's own page, in which a word is looked for that nobody could know."`
	Prover   string        `env:"BERTH_CERTIFY_PROVER" help:"Image of the prover for nodes that run any image, by its digest: registry.example.org/berth/berth-prover@sha256:…, as make image-prover makes it; see docs/certification.md. Empty: only nodes with built-in images are rented."`
	Trusted  []eth.Address `env:"BERTH_CERTIFY_TRUSTED" help:"Verifiers of other platforms whose evidence counts."`
	Peers    []string      `env:"BERTH_CERTIFY_PEERS" help:"Base URLs of those platforms, which are asked for it."`

	Rules *measure.Rules `kong:"-"` // nil: the usual ones

	key   *ecdsa.PrivateKey // of Key; nil: none
	daily amount.Amount
}

// pinned is an image that is named by its digest: what it is cannot be changed where it lies.
var pinned = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$`)

// check finds what is wrong.
func (c *Certify) check(demo bool, wrong func(field, format string, args ...any)) {
	if c.Key == "" {
		return
	}
	key, err := chain.ReadKey(c.Key)
	if err != nil {
		wrong("certify-key", "%w", err)
	}
	c.key = key
	if c.Daily == "" {
		c.Daily = "0"
	}
	if c.daily, err = amount.Parse(c.Daily); err != nil {
		wrong("certify-daily", "%w", err)
	}
	if c.Part == 0 {
		c.Part = 100
	}
	if c.Part < 1 || c.Part > 100 {
		wrong("certify-part", "%d must be from 1 to 100 percent", c.Part)
	}
	for name, d := range map[string]*time.Duration{"certify-free": &c.Free, "certify-paid": &c.Paid} {
		if *d == 0 {
			*d = map[string]time.Duration{"certify-free": time.Hour, "certify-paid": 48 * time.Hour}[name]
		}
		if *d < time.Second {
			wrong(name, "%s must be a second at least", *d)
		}
	}
	if (len(c.Peers) > 0) != (len(c.Trusted) > 0) {
		wrong("certify-peers", "needs certify-trusted, and the other way round")
	}
	for _, p := range c.Peers {
		if u, err := url.Parse(p); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			wrong("certify-peers", "%q must be http:// or https:// and a host", p)
		}
	}
	for name, image := range map[string]string{"certify-page": c.Page, "certify-prover": c.Prover} {
		if image != "" && !demo && !pinned.MatchString(image) {
			wrong(name, "%q must name its digest: image@sha256:… (make image-prover prints it, and writes it to dist/image/berth-prover.digest)", image)
		}
	}
	if c.Page != "" && c.Prover == "" {
		wrong("certify-page", "needs certify-prover: a node that only serves a page is not certified")
	}
	for name, n := range map[string]int64{"certify-memory": c.Memory, "certify-disk": c.Disk, "certify-transfer": c.Transfer} {
		if n < 0 || n > 1<<24 {
			wrong(name, "%d must be from 0 to %d MiB", n, 1<<24)
		}
	}
}

// newChecks counts checks of nodes.
func newChecks(r prometheus.Registerer) *prometheus.CounterVec {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "berth_certify_checks_total", Help: "Checks of nodes that were made, by check and whether they were passed.",
	}, []string{"check", "passed"})
	r.MustRegister(c)
	return c
}

// openCertify makes what looks at nodes; none where there is no key.
func (s *Server) openCertify() {
	cfg := s.cfg.Certify
	if cfg.key == nil {
		return
	}
	sender := chain.NewSender(s.chain, cfg.key, chain.SenderConfig{})
	verifier := sender.Address()
	domain := s.cfg.Contracts.Domain()
	seen := newChecks(s.metrics)
	rules := measure.Usual
	if cfg.Rules != nil {
		rules = *cfg.Rules
	}
	c := certify.Config{
		Key: cfg.key, Domain: domain, Demo: s.cfg.Demo, Trusted: cfg.Trusted, Peers: cfg.Peers, HTTP: &http.Client{Timeout: time.Minute}, Store: s.store.Checks, Nodes: s.catalogue, Registry: s.chain,
		Watch: func() certify.Changes { return s.catalogue.Watch() }, Tell: s.journal.Found,
		Prober: &probe.Prober{Domain: domain, Verifier: verifier, Demo: s.cfg.Demo}, Every: certify.Every{Free: cfg.Free, Paid: cfg.Paid}, Log: s.log,
		Seen: func(check string, passed bool) {
			seen.WithLabelValues(check, map[bool]string{true: "yes", false: "no"}[passed]).Inc()
		},
	}
	if !cfg.daily.IsZero() {
		c.Visitor = &certify.Visitor{
			Key: cfg.key, Domain: domain, Demo: s.cfg.Demo, Registry: s.chain, Log: s.log,
			Measurer: &measure.Measurer{Verifier: verifier}, Rules: rules,
			Budget: measure.Budget{Memory: cfg.Memory << 20, Disk: cfg.Disk << 20, Transfer: cfg.Transfer << 20},
			Part:   cfg.Part, Page: cfg.Page, Prover: cfg.Prover,
			Renter: &rent.Renter{
				Chain: s.chain, Treasury: sender, Purse: &rent.Purse{Daily: cfg.daily, Ledger: s.store.Limits, Now: time.Now}, Token: s.cfg.Contracts.Tokens[0].Address,
				Via: s.peers.Transport(), Window: 10 * time.Minute,
			},
		}
	}
	s.certify = certify.New(c)
	s.refresher.Probed = s.certify.Probed
}

// command is what repeats a check, up to the node's address.
func (s *Server) command() string {
	c := s.cfg.Contracts
	demo := ""
	if s.cfg.Demo {
		demo = "--demo "
	}
	return fmt.Sprintf("go run ./bff/certify/cmd check %s--rpc %s --market %s --registry %s ", demo, s.cfg.PublicRPC, c.Market, c.Registry)
}
