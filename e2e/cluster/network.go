package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// settings are the kernel's settings that the cluster, or a component of it, changes.
var settings = []string{
	"net.ipv4.ip_forward", "net.bridge.bridge-nf-call-iptables", "net.bridge.bridge-nf-call-ip6tables", "net.ipv4.conf.all.route_localnet",
	"net.netfilter.nf_conntrack_max", "vm.overcommit_memory", "vm.panic_on_oom", "kernel.panic", "kernel.panic_on_oops",
	"kernel.keys.root_maxkeys", "kernel.keys.root_maxbytes",
}

func settingPath(name string) string {
	return filepath.Join("/proc/sys", strings.ReplaceAll(name, ".", "/"))
}

// saveSettings keeps the kernel's settings for down.
func (c *cluster) saveSettings() error {
	var b strings.Builder
	for _, name := range settings {
		if v, err := os.ReadFile(settingPath(name)); err == nil {
			fmt.Fprintf(&b, "%s %s\n", name, strings.TrimSpace(string(v)))
		}
	}
	return os.WriteFile(c.run("settings"), []byte(b.String()), 0o644)
}

func (c *cluster) restoreSettings() {
	raw, _ := os.ReadFile(c.run("settings"))
	for line := range strings.Lines(string(raw)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			os.WriteFile(settingPath(name), []byte(value), 0o644)
		}
	}
}

// connect makes the node's address, the outside and the guard.
func (c *cluster) connect(ctx context.Context) error {
	for _, name := range []string{"net.ipv4.ip_forward", "net.bridge.bridge-nf-call-iptables", "net.bridge.bridge-nf-call-ip6tables"} {
		if err := os.WriteFile(settingPath(name), []byte("1"), 0o644); err != nil {
			return fmt.Errorf("%w (the kernel module br_netfilter may have to be loaded: modprobe br_netfilter)", err)
		}
	}
	guard, err := render("guard.nft", c)
	if err != nil {
		return err
	}
	if err := c.nft(ctx, guard); err != nil {
		return err
	}
	for _, args := range [][]string{
		{"link", "add", c.NodeDev, "type", "bridge"},
		{"addr", "add", c.NodeIP + "/32", "dev", c.NodeDev},
		{"link", "set", c.NodeDev, "up"},

		// What pods send beyond the node goes to a namespace in which every address is local. By rule, and not by route,
		// so that the machine itself goes on reaching the real ones.
		{"netns", "add", c.Outside},
		{"link", "add", c.OutsideDev, "type", "veth", "peer", "name", "eth0", "netns", c.Outside},
		{"addr", "add", c.OutsideHere + "/30", "dev", c.OutsideDev},
		{"link", "set", c.OutsideDev, "up"},
		{"-n", c.Outside, "link", "set", "lo", "up"},
		{"-n", c.Outside, "addr", "add", c.OutsideIP + "/30", "dev", "eth0"},
		{"-n", c.Outside, "link", "set", "eth0", "up"},
		{"-n", c.Outside, "route", "add", c.OutsideNet, "dev", "eth0", "table", "local"},
		{"-n", c.Outside, "route", "add", "local", "0.0.0.0/0", "dev", "lo"},
		{"route", "add", "default", "via", c.OutsideIP, "dev", c.OutsideDev, "table", outsideTable},
		{"rule", "add", "pref", "4249", "from", c.Pods, "to", c.Pods, "lookup", "main"},
		{"rule", "add", "pref", outsideTable, "from", c.Pods, "lookup", outsideTable},
	} {
		if err := c.ip(ctx, args...); err != nil {
			return err
		}
	}
	// Answers come from addresses that the machine's own routes have elsewhere.
	return os.WriteFile("/proc/sys/net/ipv4/conf/"+c.OutsideDev+"/rp_filter", []byte("2"), 0o644)
}

// outsideTable is the number of the routing table, and the preference of the rule, for what pods send to the outside.
const outsideTable = "4250"

// disconnect removes the links, routes and rules of connect, of the CNI plugins, of kube-proxy and of the agent. What is
// not there is no error.
func (c *cluster) disconnect(ctx context.Context) error {
	var failed []error
	for _, args := range [][]string{
		{"rule", "del", "pref", "4249"}, {"rule", "del", "pref", outsideTable},
		{"link", "del", c.PodDev}, {"link", "del", c.NodeDev}, {"link", "del", c.OutsideDev}, {"netns", "del", c.Outside},
	} {
		if err := c.ip(ctx, args...); err != nil && !absent(err) {
			failed = append(failed, err)
		}
	}
	// iproute2 mounts the folder of named namespaces on itself and leaves it so.
	if left, err := os.ReadDir("/run/netns"); err == nil && len(left) == 0 {
		syscall.Unmount("/run/netns", syscall.MNT_DETACH)
		os.Remove("/run/netns")
	}
	nft := filepath.Join(c.Root, "usr/sbin/nft")
	if _, err := os.Stat(nft); err != nil {
		return errors.Join(failed...) // no rules without it
	}
	// The guard goes last: until then nothing of the cluster gets out.
	for _, table := range []string{"ip berth-policy", "ip kube-proxy", "ip6 kube-proxy"} {
		if err := c.nft(ctx, "add table "+table+"\ndelete table "+table+"\n"); err != nil {
			failed = append(failed, err)
		}
	}
	failed = append(failed, c.unfilter(ctx))
	for _, table := range []string{"ip berth-guard", "ip6 berth-guard"} {
		if err := c.nft(ctx, "add table "+table+"\ndelete table "+table+"\n"); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func absent(err error) bool {
	for _, s := range []string{"Cannot find device", "No such file or directory", "No such process"} {
		if strings.Contains(err.Error(), s) {
			return true
		}
	}
	return false
}

// unfilter takes the rules of kube-proxy and of the CNI plugins out of iptables, and leaves all others. A table that is
// empty then and that was not there before is removed.
func (c *cluster) unfilter(ctx context.Context) error {
	multi := filepath.Join(c.Root, "usr/sbin/xtables-nft-multi")
	before, _ := os.ReadFile(c.run("tables"))
	now, err := c.exec(ctx, "", filepath.Join(c.Root, "usr/sbin/nft"), "list", "tables")
	if err != nil {
		return err
	}
	var failed []error
	for command, family := range map[string]string{"iptables": "ip", "ip6tables": "ip6"} {
		for _, table := range []string{"filter", "nat", "mangle", "raw"} {
			name := "table " + family + " " + table
			if !hasLine(now, name) {
				continue
			}
			rules, err := c.exec(ctx, "", multi, command+"-save", "-t", table)
			if err != nil {
				failed = append(failed, err)
				continue
			}
			kept, changed, empty := others(rules, c.PodDev)
			switch {
			case empty && !hasLine(string(before), name):
				err = c.nft(ctx, "delete "+name+"\n")
			case changed:
				_, err = c.exec(ctx, kept, multi, command+"-restore", "-T", table)
			}
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// others gives the lines of iptables-save that are not ours, whether any was, and whether no rule nor chain is left.
func others(rules, podDev string) (kept string, changed, empty bool) {
	var b strings.Builder
	empty = true
	for line := range strings.Lines(rules) {
		ours := false
		for _, mark := range []string{"KUBE-", "CNI-", podDev, `"berth"`, `name: \"berth\"`} {
			ours = ours || strings.Contains(line, mark)
		}
		if ours {
			changed = true
			continue
		}
		own := strings.HasPrefix(line, ":") && strings.Contains(line, " - ") // a chain of someone else's
		empty = empty && !own && !strings.HasPrefix(line, "-A")
		b.WriteString(line)
	}
	return b.String(), changed, empty
}

func hasLine(text, want string) bool {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == want {
			return true
		}
	}
	return false
}
