package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

const defaultAddr = "127.0.0.1:8080"

// listen opens the port, on loopback unless remote, and returns the address to
// open in a browser.
func listen(ctx context.Context, addr string, remote bool) (net.Listener, string, error) {
	if addr == "" {
		addr = defaultAddr
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil || port == "" {
		return nil, "", problem("bad-address", fmt.Sprintf("%q is not an address and a port", addr), "use one such as "+defaultAddr)
	}
	ip := host
	if !remote {
		if ip, err = loopback(ctx, host); err != nil {
			return nil, "", problem("not-loopback", err.Error(), "use "+net.JoinHostPort("127.0.0.1", port))
		}
	}
	var config net.ListenConfig
	ln, err := config.Listen(ctx, "tcp", net.JoinHostPort(ip, port))
	if err != nil {
		return nil, "", listenError(ctx, err, host, ip, port)
	}
	actual := ln.Addr().(*net.TCPAddr)
	if host == "" || actual.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return ln, "http://" + net.JoinHostPort(host, strconv.Itoa(actual.Port)) + "/", nil
}

// loopback returns the address that host stands for, if that is one of this
// machine that no other machine reaches. The address, not the name, is then
// listened on, so that it cannot resolve to another one meanwhile.
func loopback(ctx context.Context, host string) (string, error) {
	if host == "localhost" {
		return "127.0.0.1", nil
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Unmap().IsLoopback() {
			return host, nil
		}
		return "", fmt.Errorf("%s can be reached from other machines, and the preview is for this one", host)
	}
	if host == "" {
		return "", errors.New("an address without a host can be reached from other machines, and the preview is for this one")
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(ips) == 0 {
		return "", fmt.Errorf("the host %q has no address", host)
	}
	for _, ip := range ips {
		if !ip.Unmap().IsLoopback() {
			return "", fmt.Errorf("%s is %s, which can be reached from other machines, and the preview is for this one", host, ip)
		}
	}
	return ips[0].String(), nil
}

func listenError(ctx context.Context, err error, host, ip, port string) error {
	// Windows has a number of its own for this, which package syscall does not map.
	const wsaeaddrinuse = 10048
	var errno syscall.Errno
	n, numErr := strconv.Atoi(port)
	if !errors.As(err, &errno) || (errno != syscall.EADDRINUSE && errno != wsaeaddrinuse) || numErr != nil {
		return problem("cannot-listen", "cannot listen on "+net.JoinHostPort(host, port)+": "+reason(err), "")
	}
	hint := ""
	if free := nextFree(ctx, ip, n); free != 0 {
		hint = fmt.Sprintf("port %d is free: use %s", free, net.JoinHostPort(host, strconv.Itoa(free)))
	}
	return problem("port-taken", fmt.Sprintf("port %d is taken, perhaps by another preview", n), hint)
}

// nextFree returns the first port after n that can be listened on, or 0 when
// none of the next hundred can.
func nextFree(ctx context.Context, ip string, n int) int {
	var config net.ListenConfig
	for port := n + 1; port <= min(n+100, 65535); port++ {
		ln, err := config.Listen(ctx, "tcp", net.JoinHostPort(ip, strconv.Itoa(port)))
		if err == nil {
			_ = ln.Close()
			return port
		}
	}
	return 0
}

// reason is the innermost text of a network or system error, without the
// operation and address that wrap it.
func reason(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}
