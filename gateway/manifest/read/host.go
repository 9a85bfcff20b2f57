package read

import (
	"path"
	"strings"

	"berth/shared/phrase"
)

// What a path of somebody's machine is.
const (
	pathData    = iota // a folder or file for data
	PathMachine        // the machine itself
	PathNote           // what makes no difference here
	PathMemory         // a folder in memory
)

// machinePaths are those of the machine itself, with all that is below them.
var machinePaths = []string{
	"/proc", "/sys", "/dev", "/boot", "/etc", "/run", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/kubelet", "/var/lib/containers", "/var/log",
	"/usr", "/bin", "/sbin", "/lib", "/lib64", "/var/cache", "/var/spool", "/tmp/.X11-unix", "/var/lib/lxcfs", "/var/lib/dpkg", "/cgroup",
}

// HostPath tells what a path of somebody's machine is, and why, where there is something to say.
func HostPath(source string) (verdict int, why phrase.Form) {
	clean := path.Clean(source)
	switch clean {
	case "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo", "/usr/share/zoneinfo/UTC":
		return PathNote, "the machine's time zone is not there: it is UTC, or what the variable TZ says"
	case "/etc/machine-id", "/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/etc/os-release":
		return PathNote, "a service has its own"
	case "/etc/ssl/certs", "/etc/ssl/certs/ca-certificates.crt", "/etc/ca-certificates", "/usr/share/ca-certificates":
		return PathNote, "the image's own certificates hold"
	case "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty":
		return PathNote, "a service has its own"
	case "/dev/shm":
		return PathMemory, ""
	case "/", "/var", "/var/lib", "/home", "/root", "/mnt", "/media", "/opt", "/srv", "~":
		if clean == "/" || clean == "/var" || clean == "/var/lib" {
			return PathMachine, machines
		}
		return pathData, ""
	}
	if path.Ext(clean) == ".sock" {
		if strings.Contains(clean, "docker") || strings.Contains(clean, "podman") || strings.Contains(clean, "containerd") {
			return PathMachine, "%s is the machine's, with which all of its containers come, and cannot be had; leave it out"
		}
		return PathMachine, machines
	}
	for _, p := range machinePaths {
		if clean == p || strings.HasPrefix(clean, p+"/") {
			return PathMachine, machines
		}
	}
	return pathData, ""
}

// machines is said of what is the machine's.
const machines = "%s is the machine's and cannot be had; leave it out"
