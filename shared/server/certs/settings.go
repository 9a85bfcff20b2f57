package certs

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"os"
	"slices"
	"strings"
)

// Settings are the ways to certificates that an operator gives a server: flags named tls- and the field's, or variables
// named BERTH_TLS_ and the field's.
type Settings struct {
	Cert string `env:"BERTH_TLS_CERT" help:"File of a certificate of one's own and those that it hangs on (PEM), with --tls-key; read again when it changes. Names that it is not for are got by ACME, where that is agreed to." type:"path"`
	Key  string `env:"BERTH_TLS_KEY" help:"File of its private key (PEM)." type:"path"`

	Agree     bool   `env:"BERTH_TLS_AGREE" help:"Get certificates by ACME (RFC 8555), and agree to the terms of the authority that gives them."`
	Directory string `default:"https://acme-v02.api.letsencrypt.org/directory" env:"BERTH_TLS_DIRECTORY" help:"URL of the authority's ACME directory."`
	Email     string `env:"BERTH_TLS_EMAIL" help:"Address that the authority may write to."`
	Roots     string `env:"BERTH_TLS_ROOTS" help:"File of certificates (PEM) that the authority's own may hang on, beside the system's: for a private authority." type:"path"`
	EABID     string `name:"eab-id" env:"BERTH_TLS_EAB_ID" help:"Key id of an account that one has with the authority (external account binding)."`
	EABKey    string `name:"eab-key" env:"BERTH_TLS_EAB_KEY" help:"File of that account's key, in base64url as the authority gives it." type:"path"`

	DNS             string   `name:"dns" enum:",rfc2136,cloudflare" default:"" env:"BERTH_TLS_DNS" help:"Who serves the domain's DNS, to have one certificate for all names below it (DNS-01): rfc2136 or cloudflare. Without it each name has its own, by HTTP-01 or TLS-ALPN-01."`
	DNSSecret       string   `name:"dns-secret" env:"BERTH_TLS_DNS_SECRET" help:"File of the TSIG key in base64 (rfc2136), or of an API token that may change the zone (cloudflare)." type:"path"`
	DNSServer       string   `name:"dns-server" env:"BERTH_TLS_DNS_SERVER" help:"Address and port of the server that takes updates (rfc2136)."`
	DNSKeyName      string   `name:"dns-key-name" env:"BERTH_TLS_DNS_KEY_NAME" help:"Name of the TSIG key (rfc2136)."`
	DNSKeyAlgorithm string   `name:"dns-key-algorithm" default:"hmac-sha256" env:"BERTH_TLS_DNS_KEY_ALGORITHM" help:"Algorithm of the TSIG key: hmac-sha256, hmac-sha384 or hmac-sha512 (rfc2136)."`
	DNSResolvers    []string `name:"dns-resolvers" env:"BERTH_TLS_DNS_RESOLVERS" help:"Addresses of resolvers that are asked whether a record is there yet; without them, the zone's own servers."`
}

// DNSProviders are the values that Settings.DNS may have.
const (
	RFC2136    = "rfc2136"
	Cloudflare = "cloudflare"
)

// Ways is what to tell an operator who has given none.
const Ways = "a certificate is got by ACME (--tls-agree, for the authority's terms; with --tls-dns one for all names), or read from files (--tls-cert and --tls-key); " +
	"or a proxy in front has it (--behind-proxy, with --proxies)"

// usualDirectory is Let's Encrypt's, which the flag has as its default.
const usualDirectory = "https://acme-v02.api.letsencrypt.org/directory"

// secretBytes bounds a file that has a secret in it.
const secretBytes = 4 << 10

// Any reports whether there is a way to a certificate.
func (s *Settings) Any() bool { return s.Agree || s.Cert != "" || s.Key != "" }

// Validate finds what is wrong, and tells each by its flag.
func (s *Settings) Validate(bad func(flag, format string, args ...any)) {
	if (s.Cert == "") != (s.Key == "") {
		bad("tls-cert", "needs --tls-key, and the other way round")
	} else if s.Cert != "" {
		if _, err := tls.LoadX509KeyPair(s.Cert, s.Key); err != nil {
			bad("tls-cert", "%v", err)
		}
	}
	if !s.Agree {
		if s.Email != "" || s.Roots != "" || s.EABID != "" || s.EABKey != "" || s.DNS != "" {
			bad("tls-agree", "is needed for the other flags of ACME")
		}
		return
	}
	if u, err := url.Parse(s.directory()); err != nil || u.Scheme != "https" || u.Host == "" {
		bad("tls-directory", "%q: must be an https URL", s.Directory)
	}
	if s.Email != "" {
		if a, err := mail.ParseAddress(s.Email); err != nil || a.Address != s.Email {
			bad("tls-email", "%q: must be an address such as ops@example.org", s.Email)
		}
	}
	if _, err := s.roots(); err != nil {
		bad("tls-roots", "%v", err)
	}
	if (s.EABID == "") != (s.EABKey == "") {
		bad("tls-eab-id", "needs --tls-eab-key, and the other way round")
	} else if s.EABKey != "" {
		if _, err := s.eab(); err != nil {
			bad("tls-eab-key", "%v", err)
		}
	}
	s.validateDNS(bad)
}

func (s *Settings) validateDNS(bad func(flag, format string, args ...any)) {
	if s.DNS == "" {
		if s.DNSSecret != "" || s.DNSServer != "" || s.DNSKeyName != "" {
			bad("tls-dns", "is needed for the other flags of DNS")
		}
		return
	}
	key, err := readSecret(s.DNSSecret)
	if err != nil {
		bad("tls-dns-secret", "%v", err)
	}
	for _, r := range s.DNSResolvers {
		if _, _, err := net.SplitHostPort(r); err != nil {
			bad("tls-dns-resolvers", "%q: must be an address and a port", r)
		}
	}
	switch s.DNS {
	case RFC2136:
		if _, _, err := net.SplitHostPort(s.DNSServer); err != nil {
			bad("tls-dns-server", "%q: must be a host and a port, such as ns1.example.org:53", s.DNSServer)
		}
		if s.DNSKeyName == "" {
			bad("tls-dns-key-name", "needs the name of the TSIG key")
		}
		if !slices.Contains([]string{"hmac-sha256", "hmac-sha384", "hmac-sha512"}, s.algorithm()) {
			bad("tls-dns-key-algorithm", "%q: must be hmac-sha256, hmac-sha384 or hmac-sha512", s.DNSKeyAlgorithm)
		}
		if _, err2 := base64.StdEncoding.DecodeString(key); err == nil && err2 != nil {
			bad("tls-dns-secret", "the TSIG key must be in base64")
		}
	case Cloudflare:
	default:
		bad("tls-dns", "%q: must be rfc2136 or cloudflare", s.DNS)
	}
}

func (s *Settings) directory() string {
	if s.Directory == "" {
		return usualDirectory
	}
	return s.Directory
}

func (s *Settings) algorithm() string {
	if s.DNSKeyAlgorithm == "" {
		return "hmac-sha256"
	}
	return s.DNSKeyAlgorithm
}

// roots are what the authority's certificate may hang on; nil: the system's.
func (s *Settings) roots() (*x509.CertPool, error) {
	if s.Roots == "" {
		return nil, nil
	}
	text, err := os.ReadFile(s.Roots)
	if err != nil {
		return nil, err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("%s: has no certificate", s.Roots)
	}
	return pool, nil
}

// eab is the key of an account with the authority; its error says nothing of what the file has.
func (s *Settings) eab() (string, error) {
	key, err := readSecret(s.EABKey)
	if err != nil {
		return "", err
	}
	key = strings.TrimRight(key, "=")
	if _, err := base64.RawURLEncoding.DecodeString(key); err != nil {
		return "", errors.New("the key must be in base64url")
	}
	return key, nil
}

// readSecret is a file's text without what is around it; its error says nothing of that.
func readSecret(path string) (string, error) {
	if path == "" {
		return "", errors.New("needs a file")
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Size() > secretBytes {
		return "", fmt.Errorf("%s: is too long for a secret", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", fmt.Errorf("%s: is empty", path)
	}
	return secret, nil
}
