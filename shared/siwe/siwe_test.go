package siwe

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

const account = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"

func full() Message {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return Message{
		Scheme: "https", Domain: "berth.example:8443", Account: account, Statement: "Log in to Berth.", URI: "https://berth.example:8443/",
		ChainID: 31337, Nonce: "32891756abcd", IssuedAt: at, Expires: at.Add(5 * time.Minute), NotBefore: at,
		RequestID: "r-1", Resources: []string{"https://berth.example/terms", "ipfs://bafy"},
	}
}

func TestRoundTrip(t *testing.T) {
	small := full()
	small.Scheme, small.Statement, small.RequestID, small.Resources = "", "", "", nil
	small.Expires, small.NotBefore = time.Time{}, time.Time{}
	for _, want := range []Message{full(), small} {
		got, err := Parse(want.String())
		if err != nil {
			t.Fatalf("Parse(%q): %v", want.String(), err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// The example of the EIP, with its fraction of a second taken off (we write none, so we accept none).
func TestExampleOfTheEIP(t *testing.T) {
	const text = `example.com wants you to sign in with your Ethereum account:
0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2

I accept the ExampleOrg Terms of Service: https://example.com/tos

URI: https://example.com/login
Version: 1
Chain ID: 1
Nonce: 32891756
Issued At: 2021-09-30T16:25:24Z
Resources:
- ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/
- https://example.com/my-web2-claim.json`
	m, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if m.Nonce != "32891756" || m.Domain != "example.com" || len(m.Resources) != 2 || m.Address().IsZero() {
		t.Errorf("got %+v", m)
	}
}

func TestRefused(t *testing.T) {
	good := full().String()
	for name, text := range map[string]string{
		"empty":             "",
		"no intro":          strings.Replace(good, "wants you", "wants  you", 1),
		"domain with user":  strings.Replace(good, "berth.example:8443 wants", "evil@berth.example:8443 wants", 1),
		"domain with path":  strings.Replace(good, "berth.example:8443 wants", "berth.example/x wants", 1),
		"short address":     strings.Replace(good, account, account[:41], 1),
		"version 2":         strings.Replace(good, "Version: 1", "Version: 2", 1),
		"chain with sign":   strings.Replace(good, "Chain ID: 31337", "Chain ID: +31337", 1),
		"chain with zero":   strings.Replace(good, "Chain ID: 31337", "Chain ID: 031337", 1),
		"short nonce":       strings.Replace(good, "32891756abcd", "3289175", 1),
		"nonce with dash":   strings.Replace(good, "32891756abcd", "32891756-bcd", 1),
		"time with a zone":  strings.Replace(good, "03:04:05Z", "03:04:05+00:00", 1),
		"time with a point": strings.Replace(good, "03:04:05Z", "03:04:05.5Z", 1),
		"carriage return":   strings.ReplaceAll(good, "\n", "\r\n"),
		"trailing line":     good + "\n",
		"unknown line":      good + "\nX: y",
		"no issued at":      strings.Replace(good, "Issued At: 2026-01-02T03:04:05Z\n", "", 1),
		"two statements":    strings.Replace(good, "Log in to Berth.", "Log in\nto Berth.", 1),
		"not ASCII":         strings.Replace(good, "Log in", "Log ın", 1),
		"fields swapped":    strings.Replace(good, "Version: 1\nChain ID: 31337", "Chain ID: 31337\nVersion: 1", 1),
		"relative URI":      strings.Replace(good, "URI: https://berth.example:8443/", "URI: /login", 1),
		"too long":          strings.Replace(good, "Log in", strings.Repeat("a", MaxLength), 1),
	} {
		t.Run(name, func(t *testing.T) {
			if m, err := Parse(text); !errors.Is(err, ErrFormat) {
				t.Errorf("got %+v, %v, want ErrFormat", m, err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(full().String())
	f.Add("a wants you to sign in with your Ethereum account:\n" + account + "\n\n\nURI: a:b\nVersion: 1\nChain ID: 1\nNonce: 00000000\nIssued At: 2026-01-02T03:04:05Z")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := Parse(s)
		if err != nil {
			return
		}
		if m.String() != s || m.Address().IsZero() && !strings.HasSuffix(m.Account, strings.Repeat("0", 40)) {
			t.Errorf("%q is read as %+v", s, m)
		}
	})
}
