export const help = `Osiscope: protocol analyzer that shows every packet by OSI layer

Usage: osiscope -r FILE [options]          read a capture file ("-" for standard input)
       osiscope [-i INTERFACE]... [options]  capture live
       osiscope serve [FILE]...            serve the window to a browser on this machine
       osiscope trace [options] -- COMMAND  run a command and show what it did beside its packets
       osiscope lab list|show|run [NAME]    lessons that run: daemon, client and packets side by side

Capture:
  -i INTERFACE     interface to capture from; repeatable (default: the first that is up)
  -f FILTER        capture filter in libpcap's language
  -s LENGTH        bytes kept of each frame (default: all)
  -p               not in promiscuous mode
  -B SIZE          kernel buffer in MiB
  -c COUNT         stop after so many frames; with -r: print only the first
  -a CONDITION     stop: duration:SECONDS, filesize:KB, packets:N
  -b CONDITION     ring of files, with -w: duration:SECONDS, filesize:KB, packets:N, files:N
  -D               list interfaces
  -L               list the link types of an interface
  -w FILE          write frames ("-": to standard output): pcapng, or pcap when -r is given and the name ends in .pcap

Filters:
  -Y FILTER        print, or write with -w, only frames that pass a display filter
  -2               read all frames first: each is filtered and printed with what is known from all of them
  -R FILTER        with -2: frames that do not pass are left out

Output:
  -T FORM          text (default), fields, json, csv, pdml
  -e FIELD         field to print with -T fields; repeatable
  -E OPTION=VALUE  for -T fields: separator, aggregator, occurrence (f, l, a), quote (d, s, n), header (y, n)
  -V               the whole field tree
  -x               bytes in hexadecimal and ASCII
  -t FORMAT        times: r since first, d since previous, a/ad local time/with date, u/ud UTC, e epoch
  -n               accepted for tshark's sake: names are never resolved
  -q               print no frames
  -d TABLE==N,PROTOCOL  decode as, for example tcp.port==8888,http; repeatable
  -z STATISTIC     print a statistic after the last frame; repeatable, "-z help" lists them
  -o NAME:VALUE    preference, for example tcp.check_checksum:TRUE

  -v, --version    version
  -h, --help       this text

Exit code: 0 done, 1 could not be done, 2 wrong arguments or a damaged file.
`;
