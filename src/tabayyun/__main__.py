from tabayyun.cli import main

main()
