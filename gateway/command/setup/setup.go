// Package setup prepares a node: it asks what has to be known, makes the operator key, and writes the file of settings. Run again,
// it asks about what is there already, keeps the key, and leaves alone what it did not ask about.
package setup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"berth/gateway"
	"berth/gateway/opkey"
	"berth/shared/endpoint"
	"berth/shared/eth"
)

// Answers are what a node's settings come of. Empty: not answered yet. The names are those of the flags.
type Answers struct {
	Node        string
	Addresses   string // path of the address file, or URL of a platform that has the addresses
	RPC         string
	Domain      string
	Certificate string // way to one: see Ways
	TLSCert     string
	TLSKey      string
	Proxies     []string
	Runtime     string
	Kubeconfig  string
	Name        string
	Region      string
	Prices      string // one token's after the other, with ; between
	Data        string
	OperatorKey string
	Passphrase  string // of the key, if it is to have one: a text, or @ and a path
}

// Ways to a certificate.
var Ways = []string{"acme", "files", "proxy", "none"}

// Setup is one run of it.
type Setup struct {
	Answers
	Ask    *Asker // nil: nobody is asked
	Chart  bool   // the gateway will be installed by the Helm chart: the answers have to hold in a pod
	market *Market
}

// question is one that a node's settings need an answer to.
type question struct {
	name  string // of the flag
	text  string
	to    *string
	check func(string) error
	usual string
}

// Complete asks for what is missing, and about what is there. Where nobody is asked, what is missing is an error that names all of it.
func (s *Setup) Complete(ctx context.Context) error {
	market := func(text string) (err error) {
		s.market, err = findMarket(ctx, text)
		return err
	}
	if err := s.each(
		question{"node", "Address of the node's wallet, which owns the node and is paid. Its key stays where it is: the gateway never needs it.", &s.Node, checkNode, ""},
		question{"addresses", "Where the contracts are: the URL of a platform of this market, or the path of the file with their addresses.", &s.Addresses, market, ""},
	); err != nil {
		return err
	}
	if err := s.each(
		question{"rpc", "URL of the chain's RPC, or several with commas between. One of your own is best, or three of others': what the gateway believes comes from there.", &s.RPC, checkURLs, s.market.RPC},
		question{"domain", "Host name of the node, with its port if that is not 443. Services are at names below it.", &s.Domain, checkDomain, ""},
	); err != nil {
		return err
	}
	way := "acme"
	if name, _, _ := strings.Cut(s.Domain, ":"); endpoint.Local(name) {
		way = "none"
	}
	if err := s.each(question{"certificate", "How browsers reach it safely: acme gets certificates by itself, and you agree to the terms of the authority, Let's Encrypt; files has them; proxy is one in front that has them; " +
		"none is plain HTTP, for this machine alone.", &s.Certificate, oneOf(Ways), way}); err != nil {
		return err
	}
	if s.Certificate == "files" {
		if err := s.each(
			question{"tls-cert", "File of the certificate and those that it hangs on (PEM).", &s.TLSCert, checkFile, ""},
			question{"tls-key", "File of its private key (PEM).", &s.TLSKey, checkFile, ""},
		); err != nil {
			return err
		}
	}
	if s.Certificate == "proxy" && len(s.Proxies) == 0 {
		if s.Chart {
			return errors.New("--proxies: needs the addresses or networks of the proxies in front, as a pod sees them")
		}
		s.Proxies = []string{"127.0.0.1", "::1"}
	}
	if err := s.each(
		question{"runtime", "What runs the services: kube is a Kubernetes cluster; local is processes on this machine, for trying out.", &s.Runtime, oneOf([]string{"kube", "local"}), "kube"},
		question{"name", "Name that people see.", &s.Name, checkSome, "Berth node"},
		question{"region", "Where it is, such as eu-west.", &s.Region, checkSome, "somewhere"},
		question{"price", "Prices in whole tokens: of a core, a GiB of memory and a GiB of disk for an hour, and of a GiB of traffic. More tokens follow after a semicolon.",
			&s.Prices, s.checkPrices, s.market.example()},
	); err != nil || !s.Chart {
		return err
	}
	return s.checkHelm()
}

// each asks some questions.
func (s *Setup) each(all ...question) error {
	var errs []error
	for _, q := range all {
		if *q.to == "" {
			*q.to = q.usual
		}
		if s.Ask == nil {
			if err := q.check(*q.to); err != nil {
				errs = append(errs, fmt.Errorf("--%s: %w", q.name, err))
			}
			continue
		}
		said, err := s.Ask.ask(q.text, *q.to, q.check)
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		*q.to = said
	}
	return errors.Join(errs...)
}

func checkNode(s string) error {
	a, err := eth.ParseAddress(s)
	if err == nil && a.IsZero() {
		err = errors.New("must be the address of the node's wallet")
	}
	return err
}

func checkDomain(s string) error {
	if _, err := endpoint.Parse(s); err != nil {
		return fmt.Errorf("must be a host name, such as n1.example.org: %w", err)
	}
	return nil
}

func checkURLs(s string) error {
	for one := range strings.SplitSeq(s, ",") {
		if err := checkURL(one); err != nil {
			return err
		}
	}
	return nil
}

func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "ws", "wss"}, u.Scheme) {
		return errors.New("must be a URL, such as https://rpc.example.org")
	}
	return nil
}

func oneOf(words []string) func(string) error {
	return func(s string) error {
		if !slices.Contains(words, s) {
			return fmt.Errorf("must be one of %s", strings.Join(words, ", "))
		}
		return nil
	}
}

func checkFile(s string) error {
	if s == "" {
		return errors.New("must be a file's path")
	}
	_, err := os.Stat(s)
	return err
}

func checkSome(s string) error {
	if s == "" {
		return errors.New("must be some text")
	}
	return nil
}

func (s *Setup) checkPrices(text string) error {
	_, err := gateway.ParsePrices(strings.Split(text, ";"), s.market.Contracts)
	return err
}

// Key is the operator key.
type Key struct {
	Operator eth.Address
	New      bool
}

// MakeKey makes the operator key where there is none. One that is there is read, so that a wrong passphrase is told now.
func (s *Setup) MakeKey() (Key, error) {
	path, isFile := opkey.Path(s.OperatorKey)
	if isFile {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return Key{}, fmt.Errorf("--operator-key: %w", err)
		}
		phrase, err := opkey.Passphrase(s.Passphrase)
		if err != nil {
			return Key{}, fmt.Errorf("--operator-passphrase: %w", err)
		}
		if made, err := opkey.Make(path, phrase); !errors.Is(err, fs.ErrExist) {
			return Key{made, true}, err
		}
	}
	key, err := opkey.Read(s.OperatorKey, s.Passphrase)
	if err != nil {
		return Key{}, fmt.Errorf("--operator-key: %w", err)
	}
	return Key{Operator: opkey.Address(key)}, nil
}
