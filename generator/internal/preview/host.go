package preview

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guard tells this server's own pages from everybody else's. A page of another
// site can make a browser send requests to loopback, under that site's name
// (DNS rebinding) or under ours; the Host header shows the one, the Origin and
// Sec-Fetch headers the other.
type guard struct {
	port   string
	remote bool // any Host is fine, as it is not known how this machine is reached
}

// refuses returns why the request must not be answered, or nothing.
func (g guard) refuses(r *http.Request) string {
	if !g.remote && !g.own(r.Host) {
		return "this preview answers only to localhost and loopback addresses with its own port"
	}
	for _, origin := range r.Header["Origin"] {
		if !g.ownOrigin(origin, r.Host) {
			return "this preview does not answer other sites"
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return ""
	}
	// A link on another site may lead here; its scripts and frames may not look in.
	if r.Header.Get("Sec-Fetch-Mode") == "navigate" && !reserved(r.URL.Path) {
		return ""
	}
	return "this preview does not answer other sites"
}

// own tells whether hostport is a loopback name or address with our port. Ports
// are compared as they are written: browsers leave out port 80 and nothing else.
func (g guard) own(hostport string) bool {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host, port = hostport, "80"
		if inner, ok := strings.CutPrefix(host, "["); ok {
			if host, ok = strings.CutSuffix(inner, "]"); !ok {
				return false
			}
		} else if strings.Contains(host, ":") {
			return false
		}
	}
	if port != g.port {
		return false
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Zone() == "" && ip.Unmap().IsLoopback()
}

func (g guard) ownOrigin(origin, host string) bool {
	rest, ok := strings.CutPrefix(origin, "http://")
	if g.remote {
		if !ok { // a proxy may add TLS on the way to a remote machine
			rest, ok = strings.CutPrefix(origin, "https://")
		}
		return ok && rest != "" && strings.EqualFold(rest, host)
	}
	return ok && g.own(rest)
}
