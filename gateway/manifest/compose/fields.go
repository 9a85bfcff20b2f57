package compose

import (
	"berth/shared/phrase"
)

// diskHint is the service's own word for how much it writes outside of its volumes.
const diskHint = "x-berth-disk"

// registryHint is the service's own word for the access to its image's registry, which docker login has elsewhere.
const registryHint = "x-berth-registry"

// ignored are the fields of a service that make no difference here, with the reason.
var ignored = map[string]phrase.Form{
	"annotations": "nobody reads annotations here", "attach": "logs are on the order's page", "blkio_config": "a disk's speed is the node's",
	"cap_drop": "what a service does not need is dropped already", "cgroup_parent": "the node has groups of its own",
	"cpu_count": "write cpus", "cpu_percent": "write cpus", "cpu_shares": "write cpus", "cpu_period": "write cpus", "cpu_quota": "write cpus",
	"cpu_rt_period": "write cpus", "cpu_rt_runtime": "write cpus", "cpuset": "the node chooses the cores",
	"develop": "there is no source here", "dns": "the order has its own DNS", "dns_opt": "the order has its own DNS", "dns_search": "the order has its own DNS",
	"domainname": "the order has names of its own", "exclude_from_hc": "each service is looked after by itself", "group_add": "there is one group; user can be uid:gid",
	"label_file": "nobody reads labels here",
	"labels":     "of labels nothing is read but the port and the scheme of Traefik's loadbalancer.server", "logging": "logs are on the order's page",
	"mac_address": "addresses are the node's", "mem_reservation": "mem_limit is what counts", "mem_swappiness": "nodes do not swap",
	"memswap_limit": "nodes do not swap", "oom_kill_disable": "limits hold", "oom_score_adj": "limits hold", "pids_limit": "the node has a limit of its own",
	"pull_policy": "an image is pulled when the node does not have it", "pull_refresh_after": "an image is pulled when the node does not have it",
	"stdin_open": "there is no terminal", "stop_signal": "a service is ended with the image's own signal",
	"sysctls": "the kernel's settings are the node's", "tty": "there is no terminal", "ulimits": "the node has limits of its own",
	"uts": "the order has names of its own",
}

// refused are those that cannot be had as they are written, with the remedy.
var refused = map[string]phrase.Form{
	"credential_spec": "leave it out", "external_links": "there is nothing but the file's own; leave it out", "isolation": "leave it out",
	"models": "a model has to be a service of its own here", "post_start": "hooks cannot be had; let command do it",
	"pre_start": "hooks cannot be had; let command do it", "pre_stop": "hooks cannot be had; leave it out", "provider": "leave it out",
}

// denied are those that nothing rented can have, but with some values.
var denied = map[string]struct {
	remedy phrase.Form
	but    []string
}{
	"privileged":          {"no service is privileged: the machine is not yours alone; leave it out", []string{"false"}},
	"devices":             {"the machine's devices cannot be had; for a GPU write deploy.resources.reservations.devices", nil},
	"device_cgroup_rules": {"the machine's devices cannot be had; leave it out", nil},
	"pid":                 {"the machine's processes cannot be had; leave it out", []string{""}},
	"ipc":                 {"the machine's memory cannot be shared; leave it out", []string{"", "private", "shareable", "none"}},
	"cgroup":              {"the machine's groups cannot be had; leave it out", []string{"private"}},
	"userns_mode":         {"the machine's users cannot be had; leave it out", []string{""}},
	"use_api_socket":      {"the machine's Docker cannot be had; leave it out", []string{"false"}},
}
