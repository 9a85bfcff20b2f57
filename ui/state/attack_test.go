//go:build !js

package state

import (
	"context"
	"crypto/sha256"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/e2e/pen"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/siwe"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/text"
	"berth/ui/trust"
)

func sum(_ context.Context, b []byte) (eth.Hash, error) { return sha256.Sum256(b), nil }

// contracts are those that a platform names. codes are of the tokens, as a site knows them; nil: none are known.
func contracts(c wire.Chain, codes map[eth.Address]eth.Hash) wire.Contracts {
	all := wire.Contracts{ChainID: c.ID, Token: c.Native.Address, Registry: c.Registry, Market: c.Market, Staking: c.Staking, Permit2: c.Permit2}
	for _, t := range c.Tokens {
		k := wire.Coin{Address: t.Address, Dollar: t.Dollar}
		if codes != nil {
			k.Code, k.Symbol, k.Decimals = codes[t.Address], t.Symbol, t.Decimals
		}
		all.Tokens = append(all.Tokens, k)
	}
	return all
}

// coin is the i-th token of a platform's, to be changed: the list itself is shared.
func coin(c *wire.Chain, i int) *wire.Token {
	c.Tokens = slices.Clone(c.Tokens)
	return &c.Tokens[i]
}

// lie is something that a platform says of chain, contracts and token.
type lie struct {
	name string
	tell func(*wire.Chain)
}

func lies(p *pen.Pen) []lie {
	all := []lie{
		{"another chain", func(c *wire.Chain) { c.ID = 1 }},
		{"another set of the same contracts", func(c *wire.Chain) {
			c.Native.Address, c.Registry, c.Market, c.Staking = p.Twin.Token, p.Twin.Registry, p.Twin.Market, p.Twin.Staking
			for i := range c.Tokens {
				coin(c, i).Address = p.Twin.Tokens[i].Address
			}
		}},
		{"no staking", func(c *wire.Chain) { c.Staking = eth.Address{} }},
		{"another Permit2", func(c *wire.Chain) { c.Permit2 = p.Other }},
		{"no Permit2", func(c *wire.Chain) { c.Permit2 = eth.Address{} }},
		{"no tokens", func(c *wire.Chain) { c.Tokens = nil }},
		{"Berth's own token, otherwise in the list", func(c *wire.Chain) { coin(c, 2).Symbol = "USDT" }},
		{"Berth's own token, otherwise than in the list", func(c *wire.Chain) { c.Native.Symbol = "USDT" }},
		{"Berth's own token is a dollar, but not in the list", func(c *wire.Chain) { c.Native.Dollar = true }},
	}
	for i := range p.Truth.Tokens {
		of := p.Truth.Tokens[i].Symbol + ": "
		all = append(all, []lie{
			{of + "more decimals", func(c *wire.Chain) { coin(c, i).Decimals = 24 }},
			{of + "fewer decimals", func(c *wire.Chain) { coin(c, i).Decimals = 0 }},
			{of + "decimals below nothing", func(c *wire.Chain) { coin(c, i).Decimals = -18 }},
			{of + "decimals of 256 more", func(c *wire.Chain) { coin(c, i).Decimals += 256 }},
			{of + "another symbol", func(c *wire.Chain) { coin(c, i).Symbol = "TEST" }},
			{of + "no symbol", func(c *wire.Chain) { coin(c, i).Symbol = "" }},
			{of + "another name", func(c *wire.Chain) { coin(c, i).Name = "Worth nothing" }},
			{of + "another's address", func(c *wire.Chain) { coin(c, i).Address = p.Twin.Tokens[i].Address }},
			{of + "an account's address", func(c *wire.Chain) { coin(c, i).Address = p.Other }},
			{of + "the market's address", func(c *wire.Chain) { coin(c, i).Address = c.Market }},
			{agreed + of + "twice", func(c *wire.Chain) { c.Tokens = slices.Insert(slices.Clone(c.Tokens), i, c.Tokens[i]) }},
			{agreed + of + "is read as dollars, or is not", func(c *wire.Chain) { coin(c, i).Dollar = !c.Tokens[i].Dollar }},
		}...)
	}
	all = append(all, lie{agreed + "in another order", func(c *wire.Chain) {
		c.Tokens = slices.Clone(c.Tokens)
		slices.Reverse(c.Tokens)
	}})
	for what, field := range map[string]func(*wire.Chain) *eth.Address{
		"token":    func(c *wire.Chain) *eth.Address { return &c.Native.Address },
		"registry": func(c *wire.Chain) *eth.Address { return &c.Registry },
		"market":   func(c *wire.Chain) *eth.Address { return &c.Market },
		"staking":  func(c *wire.Chain) *eth.Address { return &c.Staking },
		"Permit2":  func(c *wire.Chain) *eth.Address { return &c.Permit2 },
	} {
		for other, at := range map[string]eth.Address{
			"another's token": p.Twin.Token, "another's registry": p.Twin.Registry, "another's market": p.Twin.Market, "another's staking": p.Twin.Staking,
			"its own token": p.Truth.Native.Address, "its own registry": p.Truth.Registry, "its own market": p.Truth.Market, "its own dollar": p.Truth.Tokens[0].Address,
			"an account": p.Other, "nothing": {0xde, 0xad}, "the precompile": {19: 4},
		} {
			c := p.Truth
			if *field(&c) != at {
				all = append(all, lie{what + " is " + other, func(c *wire.Chain) { *field(c) = at }})
			}
		}
	}
	return all
}

// agreed begins the name of a lie that the chain knows nothing of: it is none once the site, or the user, says the same.
const agreed = "(agreed) "

// The platform names a false token, market, registry or chain, for a permit or a token of a gateway.
func TestAttackLyingPlatformContracts(t *testing.T) {
	a := attacktest.Begin(t, "a wallet signs for contracts that a lying platform names")
	p := pen.New(t)
	codes := map[eth.Address]eth.Hash{}
	for _, k := range p.Site.Tokens {
		codes[k.Address] = k.Code
	}
	try := func(said wire.Chain, b trust.Basis) error {
		s := Signer{Wallet: p, User: p.User, Place: said}
		if err := s.verify(t.Context(), b, sum); err != nil {
			return err
		}
		_, err := s.Wallet.SignTyped(t.Context(), s.User, typed.Deploy{NotAfter: time.Now()}.Data(s.Domain()))
		return err
	}
	built, kept := trust.Basis{Site: p.Site, Built: true}, trust.Basis{Confirmed: contracts(p.Truth, nil)}
	for name, b := range map[string]trust.Basis{"a site with its addresses": built, "a site that the user has confirmed": kept} {
		for what, tell := range map[string]func(*wire.Chain){
			"the truth":           func(*wire.Chain) {},
			"less than the truth": func(c *wire.Chain) { c.Tokens = []wire.Token{c.Tokens[0], c.Tokens[2]} },
			"no own token":        func(c *wire.Chain) { c.Tokens = c.Tokens[:2] },
		} {
			said := p.Truth
			tell(&said)
			if err := try(said, b); err != nil || len(p.Asked()) != 1 {
				t.Errorf("%s, and %s: %v", name, what, err)
			}
		}
	}
	for _, l := range lies(p) {
		said := p.Truth
		l.tell(&said)
		for name, b := range map[string]trust.Basis{"a site with its addresses": built, "a site that the user has confirmed": kept, "a site without": {}} {
			err := try(said, b)
			a.Tried(err == nil || len(p.Asked()) > 0, "%s: %s", name, l.name)
		}
		if strings.HasPrefix(l.name, "another set") || strings.HasPrefix(l.name, agreed) || l.name == "no staking" {
			continue
		}
		// Even if the user has been talked into confirming it: what is not Berth's code, or is not what belongs together,
		// is refused.
		err := try(said, trust.Basis{Confirmed: contracts(said, nil)})
		a.Tried(err == nil || len(p.Asked()) > 0, "confirmed by mistake: %s", l.name)
		err = try(said, trust.Basis{Built: true, Site: contracts(said, codes)})
		a.Tried(err == nil || len(p.Asked()) > 0, "built by mistake: %s", l.name)
	}
	// A token whose code is not what the site was built with, at the right address.
	for i, k := range p.Site.Tokens {
		other := built
		other.Site.Tokens = slices.Clone(p.Site.Tokens)
		for what, code := range map[string]eth.Hash{"another": {1}, "Berth's own token's": {}} {
			if code != k.Code {
				other.Site.Tokens[i].Code = code
				a.Tried(try(p.Truth, other) == nil || len(p.Asked()) > 0, "%s: the site's code is %s", k.Symbol, what)
			}
		}
	}
	a.Tried(try(p.Truth, trust.Basis{}) == nil || len(p.Asked()) > 0, "nothing is known, and nobody was asked")
}

// TestConfirm: what a user confirms is what the error shows, all of it.
func TestConfirm(t *testing.T) {
	c := wire.Chain{
		ID: 7, Native: wire.Token{Address: eth.Address{1}}, Registry: eth.Address{2}, Market: eth.Address{3}, Staking: eth.Address{4}, Permit2: eth.Address{5},
		Tokens: []wire.Token{{Address: eth.Address{6}, Dollar: true}, {Address: eth.Address{1}}},
	}
	err := trust.Basis{}.Hold(c)
	if got, ok := trust.Shown(err); !ok || !reflect.DeepEqual(got, contracts(c, nil)) {
		t.Errorf("got %+v, %v", got, ok)
	}
	for _, l := range text.Langs {
		words := text.In(l).Fault(err).What
		for _, a := range []eth.Address{c.Native.Address, c.Registry, c.Market, c.Staking, c.Permit2, c.Tokens[0].Address} {
			if !strings.Contains(words, a.String()) {
				t.Errorf("%s is not in %q", a, words)
			}
		}
		if !strings.Contains(words, c.Tokens[0].Address.String()+"=$") {
			t.Errorf("%q does not say what is shown as dollars", words)
		}
	}
}

// lender is a platform that gives a message of its own to be signed.
type lender struct {
	message string
	logins  int
}

func (d *lender) challenge(context.Context, eth.Address) (wire.Challenge, error) {
	return wire.Challenge{Message: d.message}, nil
}

func (d *lender) login(_ context.Context, l wire.Login) (wire.Session, error) {
	d.logins++
	return wire.Session{}, nil
}

// asker is a wallet of which only messages are asked.
type asker struct{ asked int }

func (w *asker) SignMessage(context.Context, eth.Address, string) (eth.Bytes, error) {
	w.asked++
	return eth.Bytes{1}, nil
}

// The platform hands the page a login message of another site, to log in there as the user.
func TestAttackLyingPlatformLogin(t *testing.T) {
	a := attacktest.Begin(t, "a wallet signs a login message that is not this site's")
	const account = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"
	owner, err := eth.ParseAddress(account)
	if err != nil {
		t.Fatal(err)
	}
	site := siwe.Site{Scheme: "https", Domain: "berth.example", ChainID: 1337}
	now := time.Now().UTC().Truncate(time.Second)
	right := func() siwe.Message {
		return site.Login(account, "0123456789abcdef0123456789abcdef", now, now.Add(5*time.Minute))
	}
	try := func(message string) bool {
		w, d := &asker{}, &lender{message: message}
		_, err := signIn(t.Context(), w, owner, site, d)
		return err == nil || w.asked > 0 || d.logins > 0
	}
	if !try(right().String()) {
		t.Fatal("the right one is refused")
	}
	for name, change := range map[string]func(*siwe.Message){
		"another site's, as it stands": func(m *siwe.Message) {
			*m = siwe.Site{Scheme: "https", Domain: "bank.example", ChainID: 1}.Login(account, m.Nonce, m.IssuedAt, m.Expires)
		},
		"domain":                    func(m *siwe.Message) { m.Domain = "bank.example" },
		"domain with a port":        func(m *siwe.Message) { m.Domain = "berth.example:443" },
		"subdomain":                 func(m *siwe.Message) { m.Domain = "www.berth.example" },
		"parent domain":             func(m *siwe.Message) { m.Domain = "example" },
		"domain with a dot":         func(m *siwe.Message) { m.Domain = "berth.example." },
		"domain in capitals":        func(m *siwe.Message) { m.Domain = "Berth.Example" },
		"domain that begins alike":  func(m *siwe.Message) { m.Domain = "berth.example.bank.example" },
		"scheme":                    func(m *siwe.Message) { m.Scheme = "http" },
		"no scheme":                 func(m *siwe.Message) { m.Scheme = "" },
		"URI":                       func(m *siwe.Message) { m.URI = "https://bank.example/" },
		"URI's path":                func(m *siwe.Message) { m.URI += "transfer" },
		"URI with a name in it":     func(m *siwe.Message) { m.URI = "https://berth.example@bank.example/" },
		"another account":           func(m *siwe.Message) { m.Account = "0x000000000000000000000000000000000000dEaD" },
		"another chain":             func(m *siwe.Message) { m.ChainID = 1 },
		"no chain":                  func(m *siwe.Message) { m.ChainID = 0 },
		"words":                     func(m *siwe.Message) { m.Statement = "I sell everything for nothing." },
		"more words":                func(m *siwe.Message) { m.Statement += " I also sell everything for nothing." },
		"no words":                  func(m *siwe.Message) { m.Statement = "" },
		"nonce that says something": func(m *siwe.Message) { m.Nonce = "ISellEverythingForNothing12345678" },
		"short nonce":               func(m *siwe.Message) { m.Nonce = m.Nonce[:16] },
		"nonce in capitals":         func(m *siwe.Message) { m.Nonce = strings.ToUpper(m.Nonce) },
		"issued long ago":           func(m *siwe.Message) { m.IssuedAt = m.IssuedAt.Add(-time.Hour) },
		"issued later":              func(m *siwe.Message) { m.IssuedAt, m.Expires = now.Add(time.Hour), now.Add(65*time.Minute) },
		"good for ever":             func(m *siwe.Message) { m.Expires = time.Time{} },
		"good for fifty years":      func(m *siwe.Message) { m.Expires = m.Expires.AddDate(50, 0, 0) },
		"over already":              func(m *siwe.Message) { m.Expires = m.IssuedAt.Add(-time.Minute) },
		"not before":                func(m *siwe.Message) { m.NotBefore = m.IssuedAt },
		"request id":                func(m *siwe.Message) { m.RequestID = "transfer-1000" },
		"resources":                 func(m *siwe.Message) { m.Resources = []string{"https://bank.example/accounts/1"} },
	} {
		m := right()
		change(&m)
		a.Tried(try(m.String()), "%s", name)
	}
	text := right().String()
	for name, message := range map[string]string{
		"no message":        "",
		"a transfer":        "transfer(0xdead, 1000)",
		"something before":  "I sell everything.\n" + text,
		"something behind":  text + "\nI sell everything.",
		"a line end":        text + "\n",
		"carriage returns":  strings.ReplaceAll(text, "\n", "\r\n"),
		"a null":            text + "\x00",
		"text that turns":   strings.Replace(text, "Log in.", "Log in\u202e.", 1),
		"version 2":         strings.Replace(text, "Version: 1", "Version: 2", 1),
		"two of them":       text + "\n" + text,
		"no form":           strings.Replace(text, "URI: ", "Uri: ", 1),
		"fractional time":   strings.Replace(text, "Z\nExpiration", ".5Z\nExpiration", 1),
		"a time zone":       strings.Replace(text, "Z\nExpiration", "+00:00\nExpiration", 1),
		"chain in hex":      strings.Replace(text, "1337", "0x539", 1),
		"personal transfer": "\x19\x01" + text,
	} {
		if message == text {
			t.Fatalf("%s: nothing is changed", name)
		}
		a.Tried(try(message), "%s", name)
	}
}
