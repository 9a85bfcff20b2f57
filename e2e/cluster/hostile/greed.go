package main

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"unsafe"
)

// warm has Go keep idle threads for later: where none may be started any more, its runtime gives up.
func warm() {
	var all sync.WaitGroup
	for range 24 {
		all.Go(func() {
			pause := syscall.Timespec{Nsec: 20e6}
			syscall.Nanosleep(&pause, nil) // holds a thread, unlike time.Sleep
		})
	}
	all.Wait()
}

// fork starts children until it has n or may not have more, and ends them again. They are copies of this process that
// do nothing, made without exec: programs of their own would reach the memory's limit first.
func fork(args []string, report func(finding)) error {
	n, err := number(args, 0, 4096)
	if err != nil {
		return err
	}
	warm()
	children := make([]int, 0, n)
	defer func() {
		for _, pid := range children {
			syscall.Kill(pid, syscall.SIGKILL)
		}
		for _, pid := range children {
			syscall.Wait4(pid, nil, 0, nil)
		}
	}()
	try := fmt.Sprintf("fork %d", n)
	for len(children) < n {
		pid, err := idle()
		if err != 0 {
			report(finding{Try: try, Detail: fmt.Sprintf("%d processes started, then: %v", len(children), err)})
			return nil
		}
		children = append(children, pid)
	}
	report(finding{Try: try, OK: true, Detail: fmt.Sprintf("%d processes started", n)})
	return nil
}

// idle starts a process that sleeps until it is killed or its parent ends. The child has one thread and no Go runtime
// to speak of, so it may only make system calls.
func idle() (pid int, err syscall.Errno) {
	second := syscall.Timespec{Sec: 1}
	child, _, err := syscall.RawSyscall6(syscall.SYS_CLONE, uintptr(syscall.SIGCHLD), 0, 0, 0, 0, 0)
	if child != 0 || err != 0 {
		return int(child), err
	}
	syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0)
	for {
		syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&second)), 0, 0)
	}
}

// memory takes n MiB and uses every page of them, reporting each sixteenth part. The kernel ends it at the limit.
func memory(args []string, report func(finding)) error {
	n, err := number(args, 0, 1<<20)
	if err != nil {
		return err
	}
	step := max(n/16, 1)
	var held [][]byte
	for taken := 0; taken < n; {
		size := min(step, n-taken)
		block, err := syscall.Mmap(-1, 0, size<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			report(found(fmt.Sprintf("memory %d MiB", n), err, ""))
			return nil
		}
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		held = append(held, block)
		taken += size
		report(finding{Try: fmt.Sprintf("memory %d MiB", n), OK: taken == n, Detail: fmt.Sprintf("%d MiB in use", taken)})
	}
	for _, block := range held {
		syscall.Munmap(block)
	}
	return nil
}

// disk writes a file of n MiB and leaves it, since limits that are checked from time to time would not see it else.
func disk(args []string, report func(finding)) error {
	if len(args) != 2 {
		return errors.New("needs a path and a size in MiB")
	}
	n, err := number(args, 1, 1<<20)
	if err != nil {
		return err
	}
	f, err := os.Create(args[0])
	if err != nil {
		report(found("disk "+args[0], err, ""))
		return nil
	}
	defer f.Close()
	block := make([]byte, 1<<20)
	for i := range block {
		block[i] = byte(i*7 + i>>8)
	}
	for written := range n {
		if _, err := f.Write(block); err != nil {
			report(finding{Try: "disk " + args[0], Detail: fmt.Sprintf("%d MiB written, then: %v", written, err)})
			return nil
		}
	}
	err = f.Sync()
	report(found("disk "+args[0], err, fmt.Sprintf("%d MiB written", n)))
	return nil
}
