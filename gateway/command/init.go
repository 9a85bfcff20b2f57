package command

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"berth/gateway/command/settings"
	"berth/gateway/command/setup"
	"berth/gateway/command/show"
	"berth/shared/server/web"
)

// settingsName is what the file of settings is called where nobody names another.
const settingsName = "berth-gateway.yaml"

// initCommand prepares a node. Its flags are settings where they have the names of such.
type initCommand struct {
	From string `placeholder:"FILE" type:"path" help:"File with the answers: YAML, keyed by the names of these flags."`
	Yes  bool   `help:"Ask nothing: take the flags, the file, and what is usual."`

	Node               string   `placeholder:"ADDRESS" help:"The node's wallet."`
	Addresses          string   `placeholder:"URL|FILE" help:"A platform of the market, or the file with the contracts' addresses."`
	RPC                string   `name:"rpc" placeholder:"URL" help:"The chain's RPC."`
	Domain             string   `placeholder:"HOST" help:"Host name of the node."`
	Certificate        string   `placeholder:"WAY" help:"How browsers reach it safely: acme, files, proxy, or none (this machine alone)."`
	TLSCert            string   `name:"tls-cert" placeholder:"FILE" help:"With files: the certificate."`
	TLSKey             string   `name:"tls-key" placeholder:"FILE" help:"With files: its private key."`
	Proxies            []string `placeholder:"ADDRESS" help:"With proxy: its addresses."`
	Runtime            string   `placeholder:"RUNTIME" help:"kube or local."`
	Kubeconfig         string   `placeholder:"FILE" help:"With kube: its client configuration; without it, that of the pod."`
	Name               string   `help:"Name that people see."`
	Region             string   `help:"Where it is."`
	Price              []string `sep:";" placeholder:"TOKEN:PRICES" help:"Prices, as berth-gateway run has them."`
	Data               string   `type:"path" help:"Folder of the gateway's own data; data beside the file of settings if nothing is said."`
	OperatorKey        string   `placeholder:"@PATH" help:"File of the operator key, which is made where it is missing; operator.key beside the file of settings if nothing is said."`
	OperatorPassphrase string   `placeholder:"TEXT" help:"Passphrase that it is made with: a text, or @ and the path of a file; with none, the key is readable to who can read the file."`
	Seal               bool     `help:"Ask for a passphrase."`
	Helm               bool     `help:"Prepare the Helm chart: values.yaml for it, and cluster.yaml with the namespace and the keys, beside the file of settings."`
}

// Help implements kong.HelpProvider.
func (initCommand) Help() string {
	return "The file of settings is --config, or " + settingsName + " in this folder. Run again, it asks about what is there already; a key is never written over, and settings that it does not ask about stay."
}

// Run prepares.
func (c *initCommand) Run(p *program) error {
	p.path = absolute(p.path)
	beside := filepath.Dir(p.path)
	s := &setup.Setup{Chart: c.Helm, Answers: setup.Answers{
		Node: c.Node, Addresses: c.Addresses, RPC: c.RPC, Domain: c.Domain, Certificate: c.Certificate, TLSCert: c.TLSCert, TLSKey: c.TLSKey, Proxies: c.Proxies,
		Runtime: c.Runtime, Kubeconfig: c.Kubeconfig, Name: c.Name, Region: c.Region, Prices: strings.Join(c.Price, ";"), Data: c.Data,
		OperatorKey: c.OperatorKey, Passphrase: c.OperatorPassphrase,
	}}
	if s.Certificate == "" && p.file != nil {
		s.Certificate = setup.Way(p.file)
	}
	if s.OperatorKey == "" {
		s.OperatorKey = "@" + filepath.Join(beside, "operator.key")
	}
	if c.Helm && s.Runtime == "" {
		s.Runtime = "kube"
	}
	if s.Data == "" {
		s.Data = filepath.Join(beside, "data")
	}
	switch {
	case c.Yes:
	case !p.Asks:
		return errors.New("there is nobody here to ask; remedy: --yes, with flags or --from FILE")
	default:
		s.Ask = &setup.Asker{In: bufio.NewReader(p.In), Out: p.Out, Width: p.Width, Hidden: p.Hidden}
	}
	if err := s.Complete(p.ctx); err != nil {
		return err
	}
	// The gateway may be started in another folder than this one.
	for _, path := range []*string{&s.Addresses, &s.TLSCert, &s.TLSKey, &s.Kubeconfig} {
		*path = absolute(*path)
	}
	for _, path := range []*string{&s.OperatorKey, &s.Passphrase} {
		if rest, isFile := strings.CutPrefix(*path, "@"); isFile && !strings.HasPrefix(rest, "$") {
			*path = "@" + absolute(rest)
		}
	}
	if c.Seal && s.Passphrase == "" && s.Ask != nil {
		var err error
		if s.Passphrase, err = s.Ask.Secret("A passphrase for the operator key. The gateway needs it at each start: operator-passphrase, or BERTH_OPERATOR_PASSPHRASE."); err != nil {
			return err
		}
	}
	return c.make(p, s, beside)
}

// absolute is a path as it is from any folder; what is none, or no path, stays.
func absolute(path string) string {
	if path == "" || strings.Contains(path, "://") {
		return path
	}
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

// make makes the key and the files, and says what comes next.
func (c *initCommand) make(p *program, s *setup.Setup, beside string) error {
	if err := os.MkdirAll(beside, 0o755); err != nil {
		return err
	}
	key, err := s.MakeKey()
	if err != nil {
		return err
	}
	addresses, err := s.Save(filepath.Join(beside, "addresses.json"))
	if err != nil {
		return err
	}
	changed, err := s.Write(p.path, addresses)
	if err != nil {
		return err
	}
	var chart setup.Chart
	if c.Helm {
		if chart, err = s.Helm(beside, addresses, web.Version()); err != nil {
			return err
		}
	}
	said := func(fresh bool, yes, no string) string {
		if fresh {
			return yes
		}
		return no
	}
	fmt.Fprintln(p.Out)
	pairs := [][2]string{
		{"settings", p.path + " (" + said(changed, "written", "as it was") + ")"},
		{"operator key", strings.TrimPrefix(s.OperatorKey, "@") + " (" + said(key.New, "made", "as it was") + ")"},
		{"operator", key.Operator.String()},
	}
	if c.Helm {
		pairs = append(pairs, [2]string{"values", chart.Values}, [2]string{"namespace, keys", chart.Cluster})
	}
	show.Pairs(p.Out, p.Width, pairs)
	fmt.Fprintln(p.Out)
	if c.Helm {
		show.Text(p.Out, p.Width, 0, "Install the chart, out of Berth's repository:")
		fmt.Fprintf(p.Out, "\n  kubectl apply -f %s\n  helm install gateway deploy/helm/berth-gateway --namespace berth-gateway --values %s\n\n", quoted(chart.Cluster), quoted(chart.Values))
		show.Text(p.Out, p.Width, 0, "Once its pod runs, it says what the node's wallet has to send, with what the cluster can give; send some of the chain's own coin to the operator, too, for gas. Then it looks whether all is there:")
		const in = "  kubectl --namespace berth-gateway exec gateway-0 -- berth-gateway "
		fmt.Fprintf(p.Out, "\n"+in+"register\n"+in+"doctor\n")
		return nil
	}
	if p.file, err = settings.Read(p.path); err != nil {
		return err
	}
	if err := (&registerCommand{}).Run(p); err != nil {
		show.Text(p.Out, p.Width, 0, "What the node's wallet has to send is not known yet: "+err.Error())
	}
	fmt.Fprintln(p.Out)
	show.Text(p.Out, p.Width, 0, "Send some of the chain's own coin to the operator, too: it pays the gas of what the gateway does. Then see whether all is there, and start it:")
	fmt.Fprintf(p.Out, "\n  export BERTH_CONFIG=%s\n  berth-gateway doctor\n  berth-gateway run\n", quoted(p.path))
	return nil
}

// quoted is a text as a shell takes it for one word.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
