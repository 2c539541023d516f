#!/bin/sh
touch hook-ran
