package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/gateway"
	"berth/gateway/command/show"
	"berth/gateway/doctor"
	"berth/shared/eth"
	"berth/shared/resource"
)

// registerCommand shows what the node's wallet has to send. The gateway need not run for that, and never has the wallet's key.
type registerCommand struct {
	Total       string `placeholder:"cpuMilli=4000,memoryMiB=8192,…" help:"What the node offers in all: cpuMilli, memoryMiB, diskMiB, trafficMiB, gpu, gpuModel. What is left out is as measured; traffic is 1 TiB at a time."`
	MetadataURI string `name:"metadata-uri" placeholder:"URI" help:"Where more is said about the node; as it is if nothing is said."`
	Next        bool   `help:"Name the next operator key, instead of this one."`
	JSON        bool   `name:"json" help:"Say it as JSON."`
}

// registration is what it shows.
type registration struct {
	Registered bool               `json:"registered"`
	Current    bool               `json:"current"` // the registry has just this: nothing needs to be sent
	ChainID    uint64             `json:"chainId"`
	From       eth.Address        `json:"from"` // the node's wallet
	To         eth.Address        `json:"to"`   // the registry
	Function   string             `json:"function"`
	Operator   eth.Address        `json:"operator"`
	Total      resource.Resources `json:"total"`
	MinStake   string             `json:"minStake"`
	Endpoint   string             `json:"endpoint"`
	Metadata   string             `json:"metadataURI"`
	Data       eth.Bytes          `json:"data"`
	Pages      []string           `json:"pages"` // where a browser's wallet sends it
}

// offeredTraffic is what a node offers where its operator says nothing else: what may be sold at the same time, in MiB.
const offeredTraffic = 1 << 20

const chainTime = 30 * time.Second

// Run shows it.
func (r *registerCommand) Run(p *program) error {
	cfg, err := p.node()
	if err != nil {
		return err
	}
	reg, err := r.registration(p, &cfg)
	if err != nil {
		return err
	}
	if r.JSON {
		return p.json(reg)
	}
	state := "It is not in the registry yet."
	switch {
	case reg.Current:
		state = "The registry has just this: nothing needs to be sent."
	case reg.Registered:
		state = "It is in the registry with another entry."
	}
	show.Text(p.Out, p.Width, 0, "The node's wallet sends this to the registry. "+state)
	fmt.Fprintln(p.Out)
	show.Pairs(p.Out, p.Width, [][2]string{
		{"chain", strconv.FormatUint(reg.ChainID, 10)}, {"from", reg.From.String()}, {"to", reg.To.String()}, {"call", reg.Function},
		{"operator", reg.Operator.String()}, {"total", inWords(reg.Total)}, {"minStake", reg.MinStake}, {"endpoint", reg.Endpoint}, {"metadataURI", reg.Metadata},
		{"data", reg.Data.String()},
	})
	fmt.Fprintln(p.Out)
	show.Text(p.Out, p.Width, 0, "In a browser: "+strings.Join(reg.Pages, ", or once the gateway runs ")+". With a wallet that takes transactions as they are, give it \"to\" and \"data\", and no value.")
	return nil
}

func inWords(r resource.Resources) string {
	s := fmt.Sprintf("cpuMilli=%d,memoryMiB=%d,diskMiB=%d,trafficMiB=%d", r.CPUMilli, r.MemoryMiB, r.DiskMiB, r.TrafficMiB)
	if r.GPU > 0 {
		s += fmt.Sprintf(",gpu=%d,gpuModel=%s", r.GPU, r.GPUModel)
	}
	return s
}

func (r *registerCommand) registration(p *program, cfg *gateway.Config) (registration, error) {
	told, err := cfg.Told()
	if err != nil {
		return registration{}, err
	}
	ctx, cancel := p.within(chainTime)
	defer cancel()
	client, _, err := chain.DialAll(ctx, cfg.RPC, told.Contracts)
	if err != nil {
		return registration{}, err
	}
	defer client.Close()
	have, err := client.Node(ctx, cfg.Node)
	if err != nil {
		return registration{}, err
	}
	entry := chain.Entry{Operator: told.Operator, MinStake: told.MinStake, Endpoint: told.Host, MetadataURI: have.MetadataURI}
	if r.Next {
		if entry.Operator = told.Next; told.Next.IsZero() {
			return registration{}, errors.New("--next: there is no next key; remedy: berth-gateway key, and next-operator-key in the settings")
		}
	}
	if r.MetadataURI != "" {
		entry.MetadataURI = r.MetadataURI
	}
	if entry.Total = have.Total; !have.Registered() {
		if entry.Total, err = doctor.Capacity(ctx, cfg, told.Contracts); err != nil && r.Total == "" {
			return registration{}, fmt.Errorf("what the cluster can give is not known: %w; remedy: --total", err)
		}
		entry.Total.TrafficMiB = min(entry.Total.TrafficMiB, offeredTraffic)
	}
	if err := change(&entry.Total, r.Total); err != nil {
		return registration{}, fmt.Errorf("--total: %w", err)
	}
	data, err := entry.Call()
	if err != nil {
		return registration{}, err
	}
	reg := registration{
		Registered: have.Registered(), ChainID: told.Contracts.ChainID, From: cfg.Node, To: told.Contracts.Registry,
		Function: "register(address operator, Resources total, uint96 minStake, string endpoint, string metadataURI)",
		Operator: entry.Operator, Total: entry.Total, MinStake: entry.MinStake.String(), Endpoint: entry.Endpoint, Metadata: entry.MetadataURI, Data: data,
		Pages: []string{cfg.Scheme + "://" + told.Host + "/admin"},
	}
	reg.Current = have.Registered() && have.Operator == entry.Operator && have.Total == entry.Total && have.MinStake == entry.MinStake &&
		have.Endpoint == entry.Endpoint && have.MetadataURI == entry.MetadataURI
	if cfg.App != "" {
		reg.Pages = append([]string{strings.TrimRight(cfg.App, "/") + "/node"}, reg.Pages...)
	}
	return reg, nil
}

// change sets what a text says of resources, such as cpuMilli=4000,memoryMiB=8192.
func change(r *resource.Resources, text string) error {
	if text == "" {
		return nil
	}
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if name == "gpuModel" {
			r.GPUModel = value
			continue
		}
		bits := map[string]int{"cpuMilli": 32, "memoryMiB": 32, "diskMiB": 32, "trafficMiB": 64, "gpu": 16}[name]
		if bits == 0 {
			return fmt.Errorf("%q: must be cpuMilli, memoryMiB, diskMiB, trafficMiB, gpu or gpuModel, with = and a number", name)
		}
		n, err := strconv.ParseUint(value, 10, bits)
		if err != nil {
			return fmt.Errorf("%s: %q is no number that fits", name, value)
		}
		switch name {
		case "cpuMilli":
			r.CPUMilli = uint32(n)
		case "memoryMiB":
			r.MemoryMiB = uint32(n)
		case "diskMiB":
			r.DiskMiB = uint32(n)
		case "trafficMiB":
			r.TrafficMiB = n
		case "gpu":
			r.GPU = uint16(n)
		}
	}
	var wrong *resource.FieldError
	if err := r.Validate(); errors.As(err, &wrong) {
		return fmt.Errorf("%s: %s", wrong.Field, wrong.Remedy)
	}
	return nil
}
