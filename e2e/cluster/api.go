package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// api is as much of a client as starting a cluster needs.
type api struct {
	server string
	http   *http.Client
}

func (c *cluster) api() (*api, error) {
	pair, err := tls.LoadX509KeyPair(c.run("pki/admin.crt"), c.run("pki/admin.key"))
	if err != nil {
		return nil, err
	}
	ca, err := os.ReadFile(c.run("pki/ca.crt"))
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	return &api{
		server: "https://" + c.NodeIP + ":6443",
		http: &http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{
			TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: pool},
		}},
	}, nil
}

func (a *api) get(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", a.server+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := a.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err == nil && res.StatusCode != 200 {
		err = fmt.Errorf("get %s: %s", path, res.Status)
	}
	return body, err
}

// condition reports whether an object's condition of that type is true.
func (a *api) condition(ctx context.Context, path, kind string) bool {
	raw, err := a.get(ctx, path)
	if err != nil {
		return false
	}
	var o struct {
		Status struct {
			Conditions []struct{ Type, Status string }
		}
	}
	if json.Unmarshal(raw, &o) != nil {
		return false
	}
	for _, c := range o.Status.Conditions {
		if c.Type == kind {
			return c.Status == "True"
		}
	}
	return false
}
