package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// fork starts children until it has n or may not have more, and ends them again.
func fork(args []string, report func(finding)) error {
	n, err := number(args, 0, 4096)
	if err != nil {
		return err
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	var children []int
	defer func() {
		for _, pid := range children {
			syscall.Kill(pid, syscall.SIGKILL)
		}
		for _, pid := range children {
			syscall.Wait4(pid, nil, 0, nil)
		}
	}()
	var stopped error
	for len(children) < n && stopped == nil {
		pid, err := syscall.ForkExec(exe, []string{exe, "sleep", "60"}, &syscall.ProcAttr{Env: []string{"GOMAXPROCS=1"}, Files: []uintptr{0, 0, 0}})
		if err != nil {
			stopped = err
			break
		}
		children = append(children, pid)
	}
	detail := fmt.Sprintf("%d processes started", len(children))
	if stopped != nil {
		report(finding{Try: fmt.Sprintf("fork %d", n), Detail: detail + ", then: " + stopped.Error()})
		return nil
	}
	// A child that may not start threads of its own dies at once.
	time.Sleep(500 * time.Millisecond)
	living := 0
	for _, pid := range children {
		if got, _ := syscall.Wait4(pid, nil, syscall.WNOHANG, nil); got == 0 {
			living++
		}
	}
	report(finding{Try: fmt.Sprintf("fork %d", n), OK: living == n, Detail: fmt.Sprintf("%s, %d live", detail, living)})
	return nil
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
		return errors.New("wants a path and a size in MiB")
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
