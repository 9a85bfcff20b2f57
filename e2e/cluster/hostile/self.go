package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unsafe"
)

// token looks where Kubernetes puts service-account tokens, and for the variables that say where its API is.
func token(_ []string, report func(finding)) error {
	for _, dir := range []string{"/var/run/secrets/kubernetes.io/serviceaccount", "/run/secrets/kubernetes.io/serviceaccount"} {
		raw, err := os.ReadFile(filepath.Join(dir, "token"))
		report(found(dir, err, fmt.Sprintf("%d bytes", len(raw))))
	}
	for _, name := range []string{"/run/secrets", "/var/run/secrets"} {
		entries, err := os.ReadDir(name)
		report(found("list "+name, err, fmt.Sprint(entries)))
	}
	return nil
}

// status reports what the kernel says of this process. OK only means that it was read.
func status(_ []string, report func(finding)) error {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	wanted := []string{"Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp"}
	for line := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(line, ":"); ok && slices.Contains(wanted, key) {
			report(finding{Try: key, OK: true, Detail: strings.Join(strings.Fields(value), " ")})
		}
	}
	if addresses, err := net.InterfaceAddrs(); err == nil {
		report(finding{Try: "addresses", OK: true, Detail: strings.Trim(fmt.Sprint(addresses), "[]")})
	}
	mounts, err := os.ReadFile("/proc/self/mounts")
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > 3 && f[1] == "/" {
			report(finding{Try: "root mount", OK: true, Detail: f[0] + " " + f[3]})
		}
	}
	return err
}

// syscalls tries what escapes begin with. None of them does harm if it is allowed.
func syscalls(_ []string, report func(finding)) error {
	dir := os.TempDir()
	raw := func(number, a, b, c uintptr) error {
		if _, _, e := syscall.RawSyscall(number, a, b, c); e != 0 {
			return e
		}
		return nil
	}
	root := append([]byte("/"), 0)
	for _, t := range []struct {
		name string
		try  func() error
	}{
		{"raw socket", func() error { return socket(syscall.AF_INET, syscall.SOCK_RAW, syscall.IPPROTO_ICMP) }},
		{"packet socket", func() error { return socket(syscall.AF_PACKET, syscall.SOCK_RAW, 0x0300) }},
		{"mknod of a disk", func() error { return syscall.Mknod(filepath.Join(dir, "disk"), syscall.S_IFBLK|0o600, 254<<8) }},
		{"mount tmpfs", func() error { return syscall.Mount("none", dir, "tmpfs", 0, "") }},
		{"remount / writable", func() error { return syscall.Mount("none", "/", "", syscall.MS_REMOUNT, "") }},
		{"unshare user namespace", func() error { return raw(syscall.SYS_UNSHARE, syscall.CLONE_NEWUSER, 0, 0) }},
		{"unshare network namespace", func() error { return raw(syscall.SYS_UNSHARE, syscall.CLONE_NEWNET, 0, 0) }},
		{"chroot", func() error { return raw(syscall.SYS_CHROOT, uintptr(unsafe.Pointer(&root[0])), 0, 0) }},
		{"load a kernel module", func() error { return raw(syscall.SYS_INIT_MODULE, 0, 0, 0) }},
		{"set the host name", func() error { return syscall.Sethostname([]byte("hostile")) }},
		{"keyring", func() error { return raw(syscall.SYS_KEYCTL, 0, ^uintptr(2), 0) }},
		{"become root", func() error { return syscall.Setuid(0) }},
		{"become root's group", func() error { return syscall.Setgid(0) }},
	} {
		report(found(t.name, t.try(), "allowed"))
	}
	for _, device := range []string{"/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/sda", "/dev/loop0", "/dev/fuse"} {
		f, err := os.Open(device)
		if err == nil {
			f.Close()
		}
		report(found("open "+device, err, "allowed"))
	}
	return nil
}

func socket(domain, kind, protocol int) error {
	fd, err := syscall.Socket(domain, kind, protocol)
	if err == nil {
		syscall.Close(fd)
	}
	return err
}

// write tries to make a file at each path, and removes it. A path that exists is opened for writing, and not written.
func write(args []string, report func(finding)) error {
	for _, path := range args {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err == nil {
				f.Close()
			}
			report(found(path, err, "opened for writing"))
			continue
		} else if err == nil {
			path = filepath.Join(path, "hostile")
		}
		err := os.WriteFile(path, []byte("hostile\n"), 0o600)
		if err == nil {
			os.Remove(path)
		}
		report(found(path, err, "written"))
	}
	return nil
}
