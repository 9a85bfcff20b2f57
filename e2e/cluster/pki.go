package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// authority signs the certificates of one run.
type authority struct {
	dir  string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// member is one certificate, for serving and as a client. Kubernetes reads a client's name and groups from its subject.
type member struct {
	file   string
	name   string
	groups []string
	hosts  []string
	ips    []string
	config bool // with a kubeconfig
}

// certify writes the certificates, keys and kubeconfigs of all components into dir.
func (c *cluster) certify(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ca, err := newAuthority(dir)
	if err != nil {
		return fmt.Errorf("certificates: %w", err)
	}
	for _, m := range []member{
		{file: "apiserver", name: "kube-apiserver", ips: []string{"127.0.0.1", c.NodeIP, c.API},
			hosts: []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}},
		{file: "kubelet-server", name: c.Node, hosts: []string{c.Node}, ips: []string{c.NodeIP, "127.0.0.1"}},
		{file: "kubelet-client", name: "apiserver-kubelet-client", groups: []string{"system:masters"}},
		{file: "admin", name: "admin", groups: []string{"system:masters"}, config: true},
		{file: "manager", name: "system:kube-controller-manager", config: true},
		{file: "scheduler", name: "system:kube-scheduler", config: true},
		{file: "proxy", name: "system:kube-proxy", config: true},
		{file: "kubelet", name: "system:node:" + c.Node, groups: []string{"system:nodes"}, config: true},
	} {
		if err := ca.issue(m); err != nil {
			return fmt.Errorf("certificate of %s: %w", m.file, err)
		}
		if m.config {
			words := map[string]string{"Dir": dir, "Name": m.file, "Server": "https://" + c.NodeIP + ":6443"}
			if err := c.fill("kubeconfig", filepath.Join(dir, m.file+".kubeconfig"), words); err != nil {
				return err
			}
		}
	}
	// Service-account tokens want RSA or ECDSA; clients in the wild know RSA best.
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if err := writeKey(filepath.Join(dir, "sa.key"), key); err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return writePEM(filepath.Join(dir, "sa.pub"), "PUBLIC KEY", public)
}

func newAuthority(dir string) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "berth test cluster"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, err
	}
	if err := writeKey(filepath.Join(dir, "ca.key"), key); err != nil {
		return nil, err
	}
	return &authority{dir: dir, cert: cert, key: key}, writePEM(filepath.Join(dir, "ca.crt"), "CERTIFICATE", raw)
}

func (a *authority) issue(m member) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: m.name, Organization: m.groups},
		NotBefore: a.cert.NotBefore, NotAfter: a.cert.NotAfter, DNSNames: m.hosts,
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	for _, ip := range m.ips {
		template.IPAddresses = append(template.IPAddresses, net.ParseIP(ip))
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		return err
	}
	if err := writeKey(filepath.Join(a.dir, m.file+".key"), key); err != nil {
		return err
	}
	return writePEM(filepath.Join(a.dir, m.file+".crt"), "CERTIFICATE", raw)
}

func writeKey(path string, key crypto.PrivateKey) error {
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return writePEM(path, "PRIVATE KEY", raw)
}

func writePEM(path, kind string, raw []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}), 0o600)
}
