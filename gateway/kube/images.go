package kube

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/problem"
	"berth/shared/server/internet"
)

// lookupWait is how long the name of a registry may take: it is a tenant's, and so may be its name server.
const lookupWait = 3 * time.Second

// Check implements cluster.Judge: images come from the registries that the operator allows. What else a cluster cannot do it
// refuses when it is applied.
func (c *Cluster) Check(m manifest.Manifest) error {
	var all []error
	for _, x := range images(m) {
		if c.cfg.Registries.Judge(x.image) == reach.Refused {
			all = append(all, foreign(x.service, x.image))
		}
	}
	return errors.Join(all...)
}

// fetchable looks at the manifest's images again right before machines are told to fetch them, at the addresses of their
// registries, too: none is the cluster's own or somebody's private network. Closed are the cluster's own public ones.
func (c *Cluster) fetchable(ctx context.Context, m manifest.Manifest, closed []netip.Prefix) error {
	if err := c.Check(m); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, x := range images(m) {
		registry, _ := reach.Host(x.image)
		host, _, _ := strings.Cut(registry, ":")
		if seen[host] || c.cfg.Registries.Judge(x.image) == reach.Accepted {
			continue
		}
		seen[host] = true
		all, err := c.addresses(ctx, host)
		if err != nil {
			return err
		}
		// A name that is not there is answered like one that leads inside: what names there are inside is nobody's business.
		if len(all) == 0 || slices.ContainsFunc(all, func(a netip.Addr) bool { return !open(a, closed) }) {
			return foreign(x.service, x.image)
		}
	}
	return nil
}

// addresses are those of a host; none: it has none. That it cannot be known now is an error.
func (c *Cluster) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, lookupWait)
	defer cancel()
	all, err := c.cfg.Lookup(ctx, "ip", host+".") // the whole name, whatever this machine would add to it
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kube: the registry's name: %w", err)
	}
	return all, nil
}

// open reports whether an address is the internet's and none of the cluster's own.
func open(a netip.Addr, closed []netip.Prefix) bool {
	a = a.Unmap().WithZone("")
	return internet.Public(a) && !slices.ContainsFunc(closed, func(p netip.Prefix) bool { return p.Contains(a) })
}

// foreign is a service whose image is not fetched here. It says the same whatever the reason.
func foreign(service, image string) error {
	return problem.New(422, problem.ForeignImage, "this node fetches no images from where %.80s is", image).
		Remedy("use a registry that has a public name and a public address, such as ghcr.io; the node's operator decides which ones may be used").
		With("service", service).Because(cluster.ErrImage)
}

// named is an image, and the service that it is for.
type named struct{ service, image string }

// images are those of all processes of a manifest.
func images(m manifest.Manifest) []named {
	var all []named
	for _, s := range m.Services {
		for _, x := range s.Processes() {
			all = append(all, named{s.Name, x.Image})
		}
	}
	return all
}
