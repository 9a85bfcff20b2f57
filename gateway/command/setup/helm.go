package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"berth/contracts/chain"
	"berth/gateway/ledger"
	"berth/gateway/opkey"
	"berth/shared/endpoint"
)

// What the chart deploy/helm/berth-gateway expects by name.
const (
	helmSpace   = "berth-gateway"
	helmKeys    = "berth-gateway-keys"
	helmTLS     = "berth-gateway-tls"
	helmKeysDir = "/etc/berth/keys/"
)

// Files of Helm's, beside the file of settings.
const (
	valuesName  = "values.yaml"
	clusterName = "cluster.yaml"
	secretsName = "secrets.key"
)

// made begins both, so that no file of somebody's own is written over.
const made = "# Made by berth-gateway init --helm, and made anew by it."

// Chart is what the chart is installed with.
type Chart struct {
	Values  string // path of its values
	Cluster string // path of what is applied before: the namespace, and Secrets with the keys
}

// checkHelm finds what holds for a gateway on this machine and not for one in a pod.
func (s *Setup) checkHelm() error {
	var errs []error
	for one := range strings.SplitSeq(s.RPC, ",") {
		if u, err := url.Parse(one); err == nil && endpoint.Local(u.Hostname()) {
			errs = append(errs, fmt.Errorf("--rpc: %s is this machine alone, and the gateway will be in a pod; remedy: an address that pods reach", u.Host))
		}
	}
	if s.Runtime != "kube" {
		errs = append(errs, fmt.Errorf("--runtime: must be kube with --helm, not %s", s.Runtime))
	}
	return errors.Join(errs...)
}

// Helm writes what the chart is installed with. The image is that of the version given.
func (s *Setup) Helm(dir, addresses, version string) (Chart, error) {
	c := Chart{Values: filepath.Join(dir, valuesName), Cluster: filepath.Join(dir, clusterName)}
	values, err := s.helmValues(addresses, version)
	if err != nil {
		return c, err
	}
	cluster, err := s.helmCluster(filepath.Join(dir, secretsName))
	if err != nil {
		return c, err
	}
	for _, f := range []struct {
		path, words string
		mode        fs.FileMode
		docs        []any
	}{
		{c.Values, "Values of the chart berth-gateway. What is yours goes into another file, named after this one: --values " + valuesName + " --values my.yaml.", 0o644, []any{values}},
		{c.Cluster, "The operator key and the key of the ledger are in it: keep it as safe as them.", 0o600, cluster},
	} {
		if err := writeMade(f.path, f.words, f.mode, f.docs); err != nil {
			return c, err
		}
	}
	return c, nil
}

// helmValues are the chart's values that differ from its own.
func (s *Setup) helmValues(addresses, version string) (map[string]any, error) {
	if _, err := chain.LoadAddresses(addresses); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(addresses)
	if err != nil {
		return nil, err
	}
	var prices []string
	for one := range strings.SplitSeq(s.Prices, ";") {
		if one = strings.TrimSpace(one); one != "" {
			prices = append(prices, one)
		}
	}
	v := map[string]any{
		"node": s.Node, "domain": s.Domain, "name": s.Name, "region": s.Region, "rpc": map[string]any{"url": s.RPC},
		"addresses": string(raw), "prices": prices, "image": map[string]any{"tag": version}, "tls": s.helmWay(),
	}
	more := map[string]any{}
	if s.market.App != "" {
		more["app"] = s.market.App
	}
	if s.Passphrase != "" {
		more["operator-passphrase"] = "@" + helmKeysDir + "passphrase"
	}
	if len(more) > 0 {
		v["settings"] = more
	}
	return v, nil
}

// helmWay is the way to a certificate, as the chart calls it.
func (s *Setup) helmWay() map[string]any {
	switch s.Certificate {
	case "files":
		return map[string]any{"mode": "secret", "secret": helmTLS}
	case "proxy":
		return map[string]any{"mode": "proxy", "proxies": s.Proxies}
	case "none":
		return map[string]any{"mode": "none"}
	}
	return map[string]any{"mode": "acme", "agree": true}
}

// helmCluster is what the cluster needs before the chart.
func (s *Setup) helmCluster(secrets string) ([]any, error) {
	path, isFile := opkey.Path(s.OperatorKey)
	if !isFile {
		return nil, errors.New("--operator-key: must be @ and a file's path with --helm")
	}
	operator, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	sealing, err := ledger.MakeKey(secrets)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", secrets, err)
	}
	keys := map[string]string{"operator.key": string(operator), secretsName: string(sealing)}
	if s.Passphrase != "" {
		if keys["passphrase"], err = opkey.Passphrase(s.Passphrase); err != nil {
			return nil, fmt.Errorf("--operator-passphrase: %w", err)
		}
	}
	named := func(kind, name string, labels map[string]string) map[string]any {
		meta := map[string]any{"name": name}
		if kind != "Namespace" {
			meta["namespace"] = helmSpace
		}
		if labels != nil {
			meta["labels"] = labels
		}
		return map[string]any{"apiVersion": "v1", "kind": kind, "metadata": meta}
	}
	// By the first label the policies let the gateway reach the pods of its orders.
	space := named("Namespace", helmSpace, map[string]string{"berth/gateway": "true", "pod-security.kubernetes.io/enforce": "restricted"})
	secret := named("Secret", helmKeys, nil)
	secret["stringData"] = keys
	all := []any{space, secret}
	if s.Certificate == "files" {
		cert, err := os.ReadFile(s.TLSCert)
		if err != nil {
			return nil, fmt.Errorf("--tls-cert: %w", err)
		}
		key, err := os.ReadFile(s.TLSKey)
		if err != nil {
			return nil, fmt.Errorf("--tls-key: %w", err)
		}
		pair := named("Secret", helmTLS, nil)
		pair["type"], pair["stringData"] = "kubernetes.io/tls", map[string]string{"tls.crt": string(cert), "tls.key": string(key)}
		all = append(all, pair)
	}
	return all, nil
}

// writeMade writes documents into a file that is not there, or that this has written.
func writeMade(path, words string, mode fs.FileMode, docs []any) error {
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(old) > 0 && !bytes.HasPrefix(old, []byte(made)) {
		return fmt.Errorf("%s: is a file of somebody's own; remedy: give it another name, and run init --helm again", path)
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "%s\n# %s\n", made, words)
	out := yaml.NewEncoder(&text)
	out.SetIndent(2)
	for _, d := range docs {
		if err := out.Encode(d); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return replace(path, text.Bytes(), mode)
}
