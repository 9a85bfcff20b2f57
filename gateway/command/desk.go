package command

import (
	"crypto/ecdsa"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"berth/gateway"
	"berth/gateway/command/owner"
	"berth/gateway/command/remote"
	"berth/gateway/opkey"
)

// tokenName is the file of the admin API's token, in the data folder.
const tokenName = "operator-token"

// desk is what the commands about a running node work with.
func (p *program) desk(l *line) *owner.Desk {
	return &owner.Desk{Context: p.ctx, In: p.In, Out: p.Out, Width: p.Width, Asks: p.Asks, Open: func() (*remote.Client, error) { return p.gateway(l.Connect) }}
}

// gateway is that of the settings.
func (p *program) gateway(connect string) (*remote.Client, error) {
	cfg, err := p.node()
	if err != nil {
		return nil, err
	}
	told, err := cfg.Told()
	if err != nil {
		return nil, err
	}
	roots, err := roots(cfg.TLS.Roots)
	if err != nil {
		return nil, err
	}
	return remote.New(remote.Config{
		Scheme: cfg.Scheme, Host: told.Host, ChainID: told.Contracts.ChainID, Keys: func() ([]*ecdsa.PrivateKey, error) { return keys(&cfg) },
		Cache: filepath.Join(cfg.Data, tokenName), Connect: connect, Roots: roots, Now: time.Now,
	}), nil
}

// keys are those of the settings: that which the registry names may be either.
func keys(cfg *gateway.Config) (all []*ecdsa.PrivateKey, err error) {
	for _, setting := range []string{cfg.OperatorKey, cfg.NextOperatorKey} {
		if setting == "" {
			continue
		}
		key, err := opkey.Read(setting, cfg.OperatorPassphrase)
		if errors.Is(err, fs.ErrNotExist) && len(all) > 0 {
			continue // the next one is not made yet
		}
		if err != nil {
			return nil, fmt.Errorf("operator key: %w", err)
		}
		all = append(all, key)
	}
	return all, nil
}

// roots are the system's certificates and, beside them, those of a private authority.
func roots(path string) (*x509.CertPool, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--tls-roots: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM(raw)
	return pool, nil
}
